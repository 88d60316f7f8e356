#!/usr/bin/env node
'use strict';
/* eslint-disable @typescript-eslint/no-require-imports -- read by Node as it is */
// Plain JavaScript that any Node can read: it says what is missing, builds when needed,
// and hands over to the compiled command.

const fs = require('fs');
const path = require('path');
const { spawnSync } = require('child_process');

const root = path.join(__dirname, '..');
const dist = path.join(root, 'dist');
const stamp = path.join(dist, '.built');
const lock = path.join(dist, '.building');
const LOCK_WAIT_MS = 300000;

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 20)) {
    fail(
      `Rescind needs Node.js 20.20 or newer (up to 24); this is ${process.versions.node}. Install one from https://nodejs.org`,
    );
  }
}

function checkInstalled() {
  for (const name of ['typescript', 'vite', 'commander', '@temporalio/worker', 'pg']) {
    if (!fs.existsSync(path.join(root, 'node_modules', name))) {
      fail(`${name} is not installed. Run this first, in ${root}:\n\n  npm install\n`);
    }
  }
}

/** Time of the newest source, ms. */
function newestSource() {
  let newest = 0;
  const look = (file) => {
    const stats = fs.statSync(file);
    newest = Math.max(newest, stats.mtimeMs);
    if (stats.isDirectory()) for (const name of fs.readdirSync(file)) look(path.join(file, name));
  };
  for (const name of ['src', 'workflows', 'activities', 'temporal-config', 'tsconfig.json', 'package-lock.json']) {
    const file = path.join(root, name);
    if (fs.existsSync(file)) look(file);
  }
  return newest;
}

function isBuilt() {
  const stats = fs.statSync(stamp, { throwIfNoEntry: false });
  return stats !== undefined && stats.mtimeMs >= newestSource();
}

function run(script, args) {
  const result = spawnSync(process.execPath, [script].concat(args), { cwd: root, stdio: ['ignore', 2, 2] });
  if (result.status !== 0) {
    fs.rmSync(lock, { force: true });
    fail('The build failed: see above.');
  }
}

function build() {
  process.stderr.write('Building (once after each change of the sources)\n');
  const startedAt = new Date();
  run(path.join(root, 'node_modules', 'typescript', 'bin', 'tsc'), [
    '--incremental',
    '--tsBuildInfoFile',
    path.join(dist, '.tsbuildinfo'),
  ]);
  const bundler = path.join(dist, 'src', 'worker', 'build-workflow-bundle.js');
  if (fs.existsSync(bundler)) run(bundler, []);
  const pages = path.join(root, 'src', 'console', 'vite.config.mts');
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  if (fs.existsSync(pages)) run(vite, ['build', '--logLevel=warn', '--config', pages]);
  // As of when the build began: what was changed meanwhile is built the next time.
  fs.writeFileSync(stamp, '');
  fs.utimesSync(stamp, startedAt, startedAt);
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** True when we may build; false when another process is at it. */
function takeLock() {
  try {
    fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    return fail(`${dist} can't be written (${error.code}). Run as the user who owns ${root}.`);
  }
}

/** Removes the lock of a build that was killed. */
function removeStaleLock() {
  try {
    const holder = Number(fs.readFileSync(lock, 'utf8'));
    const ageMs = Date.now() - fs.statSync(lock).mtimeMs;
    // Zero: taken this instant, its number not yet written, unless that was long ago.
    if (holder > 0 ? !isAlive(holder) : ageMs > 10000) fs.rmSync(lock, { force: true });
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
}

/** Builds when the sources are newer than the build; where two want to, one builds and the other waits for it. */
function ensureBuilt() {
  if (isBuilt()) return;
  fs.mkdirSync(dist, { recursive: true });
  const deadline = Date.now() + LOCK_WAIT_MS;
  while (!takeLock()) {
    if (Date.now() > deadline) fail(`Another build takes too long. If none is running, remove ${lock}`);
    removeStaleLock();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  try {
    if (!isBuilt()) build();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

checkNode();
checkInstalled();
ensureBuilt();
process.setSourceMapsEnabled(true);
process.argv[1] = path.join(dist, 'src', 'cli', 'main.js');
require('module').runMain();
