import { spawn } from 'node:child_process';
import { request } from 'node:http';
import type { HookDecision } from './agent-state.ts';
import type { Hook } from './hook.ts';
import { readDecision } from './hook-answer.ts';
import type { HookCall, HookSettings } from './hook-settings.ts';

/** Calls hooks. Events go out one after another; a permission request is held open beside them until somebody answers. */
export interface HookRunner {
  tell(hook: Hook): void;
  /** After the events told so far; `answered` hears the first decision. */
  ask(id: number, hook: Hook, answered: (decision: HookDecision) => void): void;
  /** Closes a request that is held open. */
  unask(id: number): void;
  /** When all events told so far have been heard or have failed. */
  idle(): Promise<void>;
  close(): void;
}

export function createHookRunner(settings: HookSettings, onFailure: (event: string, message: string) => void): HookRunner {
  let queue: Promise<void> = Promise.resolve();
  const held = new Map<number, AbortController>();
  const all = new AbortController();

  async function call(each: HookCall, { event, payload }: Hook, signal: AbortSignal): Promise<string> {
    try {
      const body = JSON.stringify(payload);
      return each.type === 'http' ? await post(each, body, signal) : await run(each, body, signal);
    } catch (error) {
      if (!signal.aborted) onFailure(event, error instanceof Error ? error.message : String(error));
      return '';
    }
  }

  return {
    tell(hook) {
      const calls = settings.get(hook.event) ?? [];
      if (calls.length === 0) return;
      queue = queue.then(async () => {
        await Promise.all(calls.map((each) => call(each, hook, all.signal)));
      });
    },
    ask(id, hook, answered) {
      const calls = settings.get(hook.event) ?? [];
      if (calls.length === 0) return;
      const mine = new AbortController();
      held.set(id, mine);
      void queue.then(async () => {
        if (mine.signal.aborted) return;
        const signal = AbortSignal.any([mine.signal, all.signal]);
        for (const answer of calls.map((each) => call(each, hook, signal))) {
          void answer.then((text) => {
            const decision = readDecision(text);
            if (decision !== null && !signal.aborted) answered(decision);
          });
        }
      });
    },
    unask(id) {
      held.get(id)?.abort();
      held.delete(id);
    },
    idle: () => queue,
    close: () => all.abort(),
  };
}

function post({ url, headers, timeoutMs }: Extract<HookCall, { type: 'http' }>, body: string, signal: AbortSignal): Promise<string> {
  return new Promise((done, fail) => {
    const asked = request(
      url,
      { method: 'POST', headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }, signal },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', fail);
        response.on('end', () => {
          const { statusCode = 0 } = response;
          if (statusCode >= 200 && statusCode < 300) done(Buffer.concat(chunks).toString());
          else fail(new Error(`hook answered ${statusCode}`));
        });
      },
    );
    const timer = setTimeout(() => asked.destroy(timedOut(timeoutMs)), timeoutMs);
    asked.on('close', () => clearTimeout(timer));
    asked.on('error', fail);
    asked.end(body);
  });
}

function run({ command, args, timeoutMs }: Extract<HookCall, { type: 'command' }>, body: string, signal: AbortSignal): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'ignore'], signal });
    const chunks: Buffer[] = [];
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      fail(timedOut(timeoutMs));
    }, timeoutMs);
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stdin.on('error', () => undefined); // it may end without reading what it is told
    child.on('error', fail);
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code === 0) done(Buffer.concat(chunks).toString());
      else fail(new Error(`hook ended with ${code ?? 'a signal'}`));
    });
    child.stdin.end(body);
  });
}

function timedOut(timeoutMs: number): Error {
  return new Error(`hook timed out after ${timeoutMs / 1000}s - output discarded`);
}
