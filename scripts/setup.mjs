/**
 * Brings a fresh clone to a runnable state and skips what is already fresh. Node built-ins only.
 *
 *   node scripts/setup.mjs                      install, compile TypeScript, build contracts
 *   node scripts/setup.mjs --only install       stop after that stage (install | types | contracts)
 *   node scripts/setup.mjs --force-build        compile and build even when fresh
 *   node scripts/setup.mjs --run FILE [ARGS]    then run FILE with the remaining arguments
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stampDir = join(root, 'node_modules', '.cache', 'research-hub')
const skippedFolders = new Set(['node_modules', 'dist', 'build', '.cache', '.git'])

requireNode(20, 19)
const { only, force, run, runArguments } = parseArguments(process.argv.slice(2))

stage('install', hashFiles(manifestFiles()), [], () => {
  // Not `npm ci`: it insists on lock entries of every platform's optional packages, and the lockfile
  // holds those of the platform that made it. The pinned versions are the same.
  npm(['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
})
if (only !== 'install') {
  stage(
    'types',
    hashTree(
      ['compiler', 'devnet', 'sdk', 'contracts', 'examples', 'scripts', 'tests'],
      /\.(ts|json)$/,
    ),
    ['scripts/dist'],
    () => {
      node(['node_modules/typescript/bin/tsc', '-b'])
    },
  )
}
if (only === undefined || only === 'contracts') {
  stage('contracts', hashTree(['contracts', 'compiler'], /\.(ts|c|h|json|mjs)$/), ['build'], () => {
    node(['--enable-source-maps', 'scripts/dist/build-contracts.js'])
  })
}
if (run !== undefined) {
  const result = spawnSync(
    process.execPath,
    ['--enable-source-maps', join(root, run), ...runArguments],
    {
      stdio: 'inherit',
    },
  )
  process.exit(result.status ?? 1)
}

function parseArguments(words) {
  const options = { only: undefined, force: false, run: undefined, runArguments: [] }
  for (let i = 0; i < words.length; i++) {
    const word = words[i]
    if (word === '--force-build') options.force = true
    else if (word === '--only') options.only = words[++i]
    else if (word === '--run') {
      options.run = words[++i]
      options.runArguments = words.slice(i + 1)
      break
    } else fail(`unknown argument '${word}'; see the head of scripts/setup.mjs`)
  }
  return options
}

/** Runs `work` unless the stamp of its last success has the same input hash and its output is there. */
function stage(name, inputHash, outputs, work) {
  const stamp = join(stampDir, `${name}.sha256`)
  const fresh =
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === inputHash &&
    outputs.every((output) => existsSync(join(root, output)))
  if (fresh && !(force && name !== 'install')) return
  const startedAt = Date.now()
  process.stderr.write(`setup: ${name} ...\n`)
  rmSync(stamp, { force: true })
  work()
  mkdirSync(stampDir, { recursive: true })
  writeFileSync(stamp, inputHash)
  process.stderr.write(`setup: ${name} done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s\n`)
}

function manifestFiles() {
  const manifests = ['package.json', 'package-lock.json']
  for (const folder of ['compiler', 'devnet', 'sdk', 'contracts', 'scripts', 'tests']) {
    manifests.push(join(folder, 'package.json'))
  }
  for (const name of readdirSync(join(root, 'examples')))
    manifests.push(join('examples', name, 'package.json'))
  return manifests.filter((file) => existsSync(join(root, file))).sort()
}

function hashFiles(files) {
  const hash = createHash('sha256').update(process.version)
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(root, file)))
  return hash.digest('hex')
}

function hashTree(folders, pattern) {
  const files = ['tsconfig.base.json', 'tsconfig.json']
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) visit(path)
      else if (entry.isFile() && pattern.test(entry.name) && statSync(path).size < 4_000_000) {
        files.push(relative(root, path))
      }
    }
  }
  for (const folder of folders) visit(join(root, folder))
  return hashFiles(files.sort())
}

function npm(words) {
  // On Windows npm is a script and needs a shell; its arguments here hold nothing to quote.
  run1(process.platform === 'win32' ? 'npm.cmd' : 'npm', words, process.platform === 'win32')
}

function node(words) {
  run1(process.execPath, words, false)
}

function run1(command, words, shell) {
  const result = spawnSync(command, words, { cwd: root, stdio: ['ignore', 2, 2], shell })
  if (result.error) fail(`${command} could not be started: ${result.error.message}`)
  if (result.status !== 0)
    fail(`'${command} ${words.join(' ')}' failed with exit code ${result.status}`)
}

function requireNode(major, minor) {
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number)
  if (haveMajor > major || (haveMajor === major && haveMinor >= minor)) return
  fail(`Node ${major}.${minor} or newer is needed; this is ${process.versions.node}`)
}

function fail(message) {
  process.stderr.write(`setup: ${message}\n`)
  process.exit(1)
}
