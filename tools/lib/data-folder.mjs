// The data folder of `npm start`: its passwords, its logs, and the mark of the start that uses it.
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from './steps.mjs';

const REASONS = {
  EACCES: 'this account may not write there',
  EPERM: 'this account may not write there',
  EROFS: 'that disk is read-only',
  ENOENT: 'it cannot be made there',
  ENOTDIR: 'part of its path is a file',
  EEXIST: 'it is a file',
  ENOSPC: 'that disk is full',
};

/** Makes the folder and marks it as in use by this process. Throws Refusal when it cannot be used. */
export async function openDataFolder(dir) {
  try {
    // Run by root, PostgreSQL has an account of its own that must get through to its folder.
    makeFolder(dir, process.getuid?.() === 0 ? 0o711 : 0o700);
    for (const folder of [dir, join(dir, 'logs'), join(dir, 'storage')]) {
      makeFolder(folder, 0o700);
      accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    }
    await endFormerStart(dir);
    const mark = { pid: process.pid, children: [] };
    writeMark(dir, mark);
    return {
      dir,
      storage: join(dir, 'storage'),
      passwords: passwordsOf(dir),
      log: (name) => join(dir, 'logs', `${name}.log`),
      /** Notes a process that this start is to end: the next start ends it if this one could not. */
      note: (pid) => writeMark(dir, { ...mark, children: mark.children.concat(pid) }, mark),
      close: () => rmSync(join(dir, 'start.json'), { force: true }),
    };
  } catch (error) {
    const reason = REASONS[error.code];
    if (!reason) throw error;
    throw new Refusal(
      `The data folder ${dir} cannot be used: ${reason}. Choose another one with --data DIR.`,
    );
  }
}

/** Folder by folder: `recursive` never ends on a file system that answers "no such file" to every new name. */
function makeFolder(folder, mode) {
  if (!existsSync(dirname(folder))) makeFolder(dirname(folder));
  try {
    mkdirSync(folder, { mode });
  } catch (error) {
    if (error.code !== 'EEXIST' || !statSync(folder).isDirectory()) throw error;
  }
}

function writeMark(dir, { pid, children }, mark) {
  if (mark) mark.children = children;
  writeFileSync(join(dir, 'start.json'), JSON.stringify({ pid, children }), { mode: 0o600 });
}

/** A start that still runs keeps its folder; what a killed one left behind is ended. */
async function endFormerStart(dir) {
  const file = join(dir, 'start.json');
  if (!existsSync(file)) return;
  const { pid, children } = JSON.parse(readFileSync(file, 'utf8'));
  if (pid !== process.pid && runs(pid, 'start.mjs')) {
    throw new Refusal(
      `Maillon already runs on the data folder ${dir} (process ${pid}). Stop it first, or choose another folder with --data DIR.`,
    );
  }
  const left = children.filter((child) => runs(child, 'main.js'));
  for (const child of left) process.kill(child, 'SIGTERM');
  for (let tries = 0; tries < 100 && left.some((child) => runs(child, 'main.js')); tries++) await sleep(100);
  for (const child of left) if (runs(child, 'main.js')) process.kill(child, 'SIGKILL');
}

/** Whether a process is there and, where the system tells, was started with this script. */
function runs(pid, script) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  const command = `/proc/${pid}/cmdline`;
  return !existsSync(command) || readFileSync(command, 'utf8').includes(script);
}

/** Passwords of the database roles: made once, kept where only this account reads them. */
function passwordsOf(dir) {
  const file = join(dir, 'roles.json');
  if (!existsSync(file)) {
    const make = () => randomBytes(24).toString('hex');
    writeFileSync(file, JSON.stringify({ maillon_owner: make(), maillon_app: make() }), { mode: 0o600 });
  }
  return JSON.parse(readFileSync(file, 'utf8'));
}
