const { join } = require('node:path');
const { app, BrowserWindow } = require('electron');

const profile = process.argv.find((word) => word.startsWith('--profile-dir='));
if (profile !== undefined) app.setPath('userData', profile.slice('--profile-dir='.length));
app.enableSandbox();
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false });
  window.once('ready-to-show', () => window.show());
  window.loadFile(join(__dirname, 'index.html'));
});
app.on('window-all-closed', () => app.quit());
