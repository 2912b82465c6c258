// npm start: everything that a newcomer needs, in one command. See --help.
import './lib/require-node.mjs';

const { startCommand } = await import('./lib/start-command.mjs');
await startCommand(process.argv.slice(2));
