import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { spawn } from 'node-pty';
import { WebSocketServer } from 'ws';
import { plainPages } from './plain-pages.ts';
import { SHELL_ARGUMENTS } from './shell.ts';

// The anchor: a PTY and a WebSocket for each connection, and nothing else. No gate, no mirror, no flow control. It serves the
// pages that ours are compared with, too.

const server = createServer(plainPages);
const sockets = new WebSocketServer({ server, perMessageDeflate: false });

sockets.on('connection', (socket) => {
  const pty = spawn('bash', SHELL_ARGUMENTS, { name: 'xterm-256color', cols: 100, rows: 30, encoding: null });
  pty.onData((data) => socket.send(data));
  socket.on('message', (data) => pty.write(String(data)));
  socket.on('close', () => pty.kill('SIGHUP'));
});

server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0)); // whoever measures is gone
