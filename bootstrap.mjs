/**
 * Makes node_modules match package-lock.json, on a bare Node 20 just as on a newer one.
 *
 * Every public npm script runs this first. It depends on nothing, writes to standard error only,
 * and returns in silence when the installation is already the one the lock file describes.
 *
 * Hardhat needs Node 22.13 or newer, and an older npm leaves out native packages that ask for a
 * newer Node without a word. So on an older Node the installation itself runs under the pinned
 * Node binary that the project carries as an optional dependency; later commands then find that
 * binary as node_modules/.bin/node.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(fileURLToPath(import.meta.url));
const MODULES = join(ROOT, 'node_modules');
const STAMP = join(MODULES, '.sunline-install');
const INSTALLED_LOCK = join(MODULES, '.package-lock.json');
const GUARD = join(ROOT, '.bootstrap.lock');
const OLDEST_NODE = [22, 13];
const LONGEST_INSTALL_MS = 15 * 60_000;
const WINDOWS = process.platform === 'win32';

/** One line for people; standard output belongs to the command that runs next. */
function say(line) {
  process.stderr.write(`${line}\n`);
}

function fail(line) {
  rmSync(GUARD, { force: true });
  say(`bootstrap failed: ${line}`);
  process.exit(1);
}

function readOrEmpty(path) {
  return existsSync(path) ? readFileSync(path) : '';
}

/** Changes with the wanted packages, with whatever npm last did to the installed ones, and with the platform. */
function fingerprint() {
  return createHash('sha256')
    .update(readOrEmpty(join(ROOT, 'package-lock.json')))
    .update(readOrEmpty(INSTALLED_LOCK))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');
}

function isStamped() {
  return existsSync(INSTALLED_LOCK) && String(readOrEmpty(STAMP)) === fingerprint();
}

function writeStamp() {
  writeFileSync(STAMP, fingerprint());
}

/** Whether an npm `os`, `cpu` or `libc` field admits this machine's value. */
function admits(field, value) {
  const list = [field ?? []].flat();
  if (list.includes(`!${value}`)) return false;
  const wanted = list.filter((item) => !item.startsWith('!'));
  return wanted.length === 0 || wanted.includes(value);
}

/** True when npm's own record says that each package meant for this machine is there as locked. */
function isComplete() {
  if (!existsSync(INSTALLED_LOCK)) return false;
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(INSTALLED_LOCK, 'utf8')).packages;
  const libc = process.report?.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      // npm leaves these out where a native sibling does the work.
      (entry.optional && !entry.os && !entry.cpu) ||
      !admits(entry.os, process.platform) ||
      !admits(entry.cpu, process.arch) ||
      (process.platform === 'linux' && !admits(entry.libc, libc)) ||
      (installed[path]?.version === entry.version && existsSync(join(ROOT, path))),
  );
}

/** The environment as the user's shell had it: without our own binaries and npm's current verbosity. */
function outerEnvironment() {
  const pathKey = Object.keys(process.env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
  const separator = WINDOWS ? ';' : ':';
  const kept = (process.env[pathKey] ?? '')
    .split(separator)
    .filter((folder) => !folder.startsWith(MODULES + sep));
  const env = { ...process.env, [pathKey]: kept.join(separator) };
  delete env.npm_config_loglevel;
  delete env.npm_config_silent;
  return env;
}

/** Version of the Node this machine has, which is not the one running when ours stands first on the PATH. */
function machineNode(env) {
  if (!process.execPath.startsWith(MODULES + sep)) return process.versions.node;
  const answer = spawnSync('node', ['-p', 'process.versions.node'], { env, encoding: 'utf8' });
  return answer.status === 0 ? answer.stdout.trim() : '0.0.0';
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** `name@version` of the pinned Node binary for this platform, as package.json names it. */
function pinnedNode() {
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const platform = `${WINDOWS ? 'win' : process.platform}-${process.arch}`;
  const name = [`node-${platform}`, `node-bin-${platform}`].find((n) => optionalDependencies[n]);
  return name && `${name}@${optionalDependencies[name]}`;
}

/** Runs a command in a process group of its own, so that stopping us stops everything below it. */
function run(command, args, env) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      env,
      stdio: ['ignore', 2, 2],
      detached: !WINDOWS,
      shell: WINDOWS,
    });
    const stop = (signal) => {
      try {
        process.kill(WINDOWS ? child.pid : -child.pid, signal);
      } catch {
        // It ended by itself in the meantime.
      }
      rmSync(GUARD, { force: true });
      process.exit(130);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : `exit ${signal ?? code}`));
  });
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Whether a guard outlived any installation: its process may linger as a dead one nobody collects. */
function isOld(path) {
  const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
  return age > LONGEST_INSTALL_MS;
}

/** Only one installation at a time: a second command waits for the first and then finds its work done. */
async function takeGuard() {
  for (let said = false; ; said = true) {
    try {
      writeFileSync(GUARD, String(process.pid), { flag: 'wx' });
      return;
    } catch (error) {
      if (error.code !== 'EEXIST') fail(`cannot write in ${ROOT}: ${error.message}`);
    }
    const owner = Number(String(readOrEmpty(GUARD)));
    if (isOld(GUARD) || (owner > 0 ? !isAlive(owner) : said)) rmSync(GUARD, { force: true });
    else if (!said) say('Waiting for another installation of this checkout to finish …');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

async function install() {
  const env = outerEnvironment();
  const version = machineNode(env);
  const flags = ['ci', '--ignore-scripts', '--loglevel=error'];
  const started = Date.now();
  rmSync(STAMP, { force: true });
  let problem;
  if (isNewEnough(version)) {
    say('Installing the locked packages (about 900 MB, usually under a minute) …');
    problem = await run('npm', flags, env);
  } else {
    const node = pinnedNode();
    if (!node) {
      fail(
        `Node ${version} is too old and no Node binary is pinned for this platform: install Node 22.13+`,
      );
    }
    say(
      `This machine has Node ${version}, Sunline needs 22.13 or newer: it brings its own, ${node}.`,
    );
    say('Installing the locked packages (about 900 MB, usually under a minute) …');
    const inner = `npm ${flags.join(' ')}`;
    const outer = ['-y', '--loglevel=error', '-p', node, '-c', WINDOWS ? `"${inner}"` : inner];
    problem = await run('npx', outer, env);
  }
  const seconds = Math.round((Date.now() - started) / 1000);
  if (problem)
    fail(`npm could not install the locked packages (${problem} after ${seconds} s), see above`);
  if (!existsSync(INSTALLED_LOCK)) fail('npm reported success but left no packages behind');
  writeStamp();
  say(`Packages installed in ${seconds} s.`);
}

if (!isStamped()) {
  if (isComplete()) {
    writeStamp();
  } else {
    await takeGuard();
    if (!isStamped()) await install();
    rmSync(GUARD, { force: true });
  }
}
