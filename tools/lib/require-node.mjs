// Imported first by every command: an older Node is told so before anything that it cannot read is loaded.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(
    `Maillon needs Node 20.19 or newer; this is Node ${process.versions.node}. Install a newer one (https://nodejs.org), then start again.\n`,
  );
  process.exit(1);
}
