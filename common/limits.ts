/** Numbers that both sides of a wire must agree on, or that bound each other. Sizes in bytes, times in milliseconds. */

/** Longest name of a session, in characters: fits a card and a title bar twice over. */
export const NAME_MAX = 120;
/** Longest path we take; Linux PATH_MAX. */
export const PATH_MAX = 4096;
/** Most arguments of a command, and the longest of them. Linux refuses one argument above 128 KiB (MAX_ARG_STRLEN). */
export const ARGS_MAX = 256;
export const ARGUMENT_MAX = 100_000;
/** Longest title a program can set; the rest is cut. */
export const TITLE_MAX = 256;

/** A terminal smaller than this makes programs misbehave, a larger one costs memory by the square. */
export const COLS_MIN = 2;
export const COLS_MAX = 1000;
export const ROWS_MIN = 1;
export const ROWS_MAX = 500;
export const COLS_DEFAULT = 100;
export const ROWS_DEFAULT = 30;

/** Widest and highest character of a terminal, in pixels: many times what the settings allow, zoomed in. */
export const CELL_PIXELS_MAX = 1000;

/** Lines of scrollback, the same in the headless terminal and in the page: about 11 MB when full at 100 columns. */
export const SCROLLBACK_LINES = 5000;

/** Last bytes of output the pty host keeps for a session: what a client may have missed and still get raw. */
export const RING_BYTES = 2 * 1024 * 1024;
/**
 * Unacknowledged bytes at which the pty host stops sending to a viewer. Between the ends of a measured sweep
 * (100 KB: Ctrl-C 26 ms, 4 MB: 112 ms). A viewer acknowledges every ACK_BYTES; an ack larger than the low mark could
 * leave a paused program paused for ever, so ACK_BYTES <= VIEWER_LOW / 4.
 */
export const VIEWER_HIGH = 256 * 1024;
export const VIEWER_LOW = 64 * 1024;
export const ACK_BYTES = 16 * 1024;
/** The focused owner may slow the program; the right lapses this long after its last acknowledgement. */
export const OWNER_PACE_MS = 1000;
/** Unparsed bytes of the headless terminal above which the program is paused, and below which it goes on. */
export const MIRROR_HIGH = 1024 * 1024;
export const MIRROR_LOW = 256 * 1024;
/** It says what it has parsed each time it is so much: well below the low mark, or a paused program would wait for ever. */
export const MIRROR_STEP = 64 * 1024;
/** Output is gathered this long after a first chunk that went out at once, or until it fills one frame. */
export const BATCH_MS = 4;
export const FRAME_DATA_MAX = 64 * 1024;
/** Output of programs that nobody waits for goes out together, so often: half a frame of a screen. */
export const BEAT_MS = 8;
/**
 * While somebody types, every other program may print one full frame in each beat (8 MB/s) and waits for the next. Somebody does
 * for this long after a key, which is longer than a person takes between two; and for as long is the answer to what was typed awaited.
 */
export const TYPING_MS = 500;

/** Output a viewer has not been sent, above which it is "stale": it gets a picture instead of what it missed. Half the ring. */
export const VIEWER_STALE = RING_BYTES / 2;

/** A vanished owner keeps its right this long against the keys of another; a hidden one gives way to the first. */
export const OWNER_GONE_MS = 2000;
/**
 * When the hub vanished, every page did: an owner that comes back within this time finds its place kept, whichever page
 * is back first. Nobody becomes owner just by attaching meanwhile.
 */
export const OWNER_KEPT_MS = 10_000;

/** Answers to terminal queries a program gets in a second; one that asks in a loop must not fill its own input. */
export const ANSWERS_PER_SECOND = 32 * 1024;

/** One piece of input. Pastes go in pieces of at most this size. */
export const INPUT_MAX = 64 * 1024;
/**
 * A page hears at most this long after its question whether the program has read what was pasted: well below the ten seconds
 * after which a question counts as lost.
 */
export const TAKEN_WITHIN_MS = 2000;
/** Input the program has not read yet; more is refused, so that a program that never reads costs bounded memory. */
export const INPUT_UNREAD_MAX = 8 * 1024 * 1024;
/**
 * A page hears this long after a key that it was taken, once for all that was typed meanwhile; at once after INPUT_MAX bytes. Until
 * then it keeps what it typed, at most INPUT_KEPT_MAX bytes, to send it again when a connection was lost.
 */
export const INPUT_TOLD_MS = 1000;
export const INPUT_KEPT_MAX = 4 * INPUT_MAX;
/**
 * What is older than this when the connection is back is not sent again, and that is said: a key that comes so late meets another
 * question than the one it answered. Above the time that a killed hub needs to be back under a supervisor.
 */
export const INPUT_AGAIN_MS = 8000;
/** Pages that a session remembers with the number of the last piece that each typed: a page that reconnects asks for it. */
export const TYPISTS_MAX = 64;

/** Largest frame on the pty host's socket: a whole snapshot of 5,000 wide, dense lines is well below it. */
export const FRAME_MAX = 32 * 1024 * 1024;
/** Largest control message on that socket (a command line with its environment). No side sends a larger one. */
export const CONTROL_MAX = 4 * 1024 * 1024;
/**
 * What the pty host tells of a session is bounded, so that a page of the list stays well below CONTROL_MAX: arguments
 * (characters, together), tag (10,000), path (4,096).
 */
export const ARGS_KEPT = 4096;
export const LIST_PAGE = 50;
/** A picture with its scrollback; a denser one has less scrollback. The largest screen alone is some 22 MB. */
export const PICTURE_MAX = 8 * 1024 * 1024;
/**
 * Lines above a screen are sent in pieces of at most so many, and of about so many bytes: a millisecond or two for the thread
 * that writes them and for the page that reads them, and not long before an echo on a slow line.
 */
export const LINES_PIECE = 500;
export const LINES_PIECE_BYTES = 64 * 1024;
/** Characters of a screen as text; older lines are left out. */
export const TEXT_MAX = 512 * 1024;
/** UTF-16 units of a string that a program sends in one sequence: more than twice what it may write to the clipboard. */
export const STRING_MAX = 4 * 1024 * 1024;
/** Longest list of palette colours in one sequence: all 256 of them, written at length, are 6,000 characters. */
export const PALETTE_LIST_MAX = 8192;
/** UTF-16 units of a character and the marks on it: more than any script or any text made of towers has. */
export const MARKS_MAX = 32;
/** Longest target of a link, with its id: what browsers and other terminals take. */
export const LINK_TARGET_MAX = 2083;
/** Links that one terminal remembers, 5 MB at the longest: a screen that is full of them several times over. */
export const LINKS_MAX = 2048;
/** A program that sets its title in a loop is told of this often, in milliseconds. */
export const TITLE_EVERY_MS = 100;
/** An escape sequence longer than this is not sent again whole with a picture: its rest is swallowed. */
export const SEQUENCE_MAX = 64 * 1024;
/** Bytes waiting in a client's socket above which it gets no further output, and above which it is cut off. */
export const SOCKET_STALE = 4 * 1024 * 1024;
export const SOCKET_CUT = 64 * 1024 * 1024;

/** Unread bytes of a page above which it gets only what cannot wait. A viewer's credit, so that one alone never has to. */
export const PAGE_FULL = 256 * 1024;
/** The same of the hub, or another client of the pty host; what the session prints that is typed into may have SOCKET_STALE. */
export const CLIENT_FULL = 256 * 1024;
/** So many notices of its size a viewer gets without an acknowledgement; then a screen, and nothing until that is acknowledged. */
export const NOTICES_MAX = 64;

/** Largest message from a page, and largest body of an API request. */
export const SOCKET_MESSAGE_MAX = 128 * 1024;
export const BODY_MAX = 1024 * 1024;

/** Sessions at once: each needs a process, a PTY and some MB. Debian's default is 4,096 PTYs per machine. */
export const SESSIONS_MAX = 500;

/** Folders that are offered while a path is typed, and those that are remembered: as many as anybody reads. */
export const FOLDERS_MAX = 50;
export const RECENT_FOLDERS_MAX = 20;

/** Sessions whose previews one page can want at once: more cards than fit on any screen. */
export const WATCHED_MAX = 200;

/** Ending a session: HUP at once, TERM after the first wait, KILL after the second. */
export const TERM_AFTER_MS = 1000;
export const KILL_AFTER_MS = 5000;

/** A changed screen is on disk at most this long after the change. */
export const SNAPSHOT_EVERY_MS = 15_000;

/** The pty host ends by itself after this long without a session and without a client. */
export const IDLE_EXIT_MS = 10 * 60 * 1000;
