// What a person reads once everything runs: the address, who to be, how to stop.
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';

const SHOWN = 'mines-metallurgie';

/** The page as text. */
export async function welcome({ root, port, dataDir, empty, seconds }) {
  const shownFolder = relative(process.cwd(), dataDir) || dataDir;
  const folder = shownFolder.startsWith('..') ? dataDir : shownFolder;
  return [
    '',
    `Maillon is ready after ${seconds.toFixed(1)} s:  http://localhost:${port}`,
    '',
    ...(empty ? emptyLines(folder) : await demoLines(root)),
    '',
    `Data, logs and passwords of this installation: ${folder}`,
    'Ctrl-C stops it.',
    '',
  ].join('\n');
}

async function demoLines(root) {
  const load = (path) => import(pathToFileURL(join(root, path)).href);
  const [{ filiereBySlug }, { demoAccounts, DEMO_PASSWORD }] = await Promise.all([
    load('libs/filieres/dist/index.js'),
    load('apps/ops/dist/demo/demo-addresses.js'),
  ]);
  const filiere = filiereBySlug(SHOWN);
  const accounts = demoAccounts(filiere);
  const width = (member) => Math.max(...accounts.map((account) => account[member].length));
  const [part, email] = [width('part'), width('email')];
  return [
    `Demonstration: in the filière ${filiere.name.fr}, with the password ${DEMO_PASSWORD}`,
    ...accounts.map(
      (account) =>
        `  ${account.part.padEnd(part)}  ${account.email.padEnd(email)}  ${account.name}, ${account.place}`,
    ),
    'The first page opens each of the sixteen filières as one of the three with one click.',
  ];
}

const emptyLines = (folder) => [
  'The sixteen filières are there, without anybody in them. Invite the first steward of one:',
  `  node --env-file=${folder}/ops.env apps/ops/dist/main.js steward:invite --filiere ${SHOWN} --email you@example.org`,
];
