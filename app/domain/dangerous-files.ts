/** Why a file is not opened from a message without more ado. */
export type FileDanger = 'program' | 'script' | 'installer' | 'shortcut' | 'macros' | 'image' | 'page' | 'disguised';

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/**
 * What a desktop would run, install or follow when a file with this ending is opened: Windows, macOS and Linux alike,
 * because a message travels from one to the other.
 */
const endings: readonly (readonly [FileDanger, ReadonlySet<string>])[] = [
  [
    'program',
    words(
      'exe com scr pif cpl dll ocx sys drv bin elf run out app command gadget msc xbap appref-ms jar jnlp class air wasm',
    ),
  ],
  [
    'script',
    words(
      'bat cmd ps1 ps1xml ps2 psc1 psm1 psd1 vbs vbe vb js jse mjs cjs ws wsf wsh wsc sct hta sh bash zsh csh ksh fish py pyw pyc pl rb php lua tcl applescript scpt scptd workflow action reg inf ahk au3 kix job',
    ),
  ],
  [
    'installer',
    words(
      'msi msp mst msix msixbundle appx appxbundle appinstaller deb rpm pkg mpkg apk snap flatpak flatpakref flatpakrepo appimage xpi crx vsix ipa',
    ),
  ],
  [
    'shortcut',
    words(
      'lnk url website desktop webloc inetloc fileloc terminal scf library-ms search-ms searchconnector-ms settingcontent-ms theme themepack rdp ica vnc contact group',
    ),
  ],
  [
    'macros',
    words(
      'docm dotm xlsm xltm xlam xlsb xll xla pptm potm ppam ppsm sldm accdb accde accda mdb mde mda ade adp odb one onepkg iqy oqy rqy slk dqy wiz wbk pub',
    ),
  ],
  ['image', words('iso img vhd vhdx vmdk dmg udf toast cue ova ovf')],
  ['page', words('html htm xhtml xht shtml mht mhtml svg svgz xml xsl xslt chm hlp swf')],
];

/** Types that first bytes prove to be run rather than read. */
const provenDangers: Readonly<Record<string, FileDanger>> = {
  'application/x-elf': 'program',
  'application/x-mach-binary': 'program',
  'application/vnd.microsoft.portable-executable': 'program',
  'application/x-shellscript': 'script',
  'application/x-ms-shortcut': 'shortcut',
  'text/html': 'page',
  'image/svg+xml': 'page',
};

const declaredDangers: Readonly<Record<string, FileDanger>> = {
  'application/x-msdownload': 'program',
  'application/x-msdos-program': 'program',
  'application/x-executable': 'program',
  'application/java-archive': 'program',
  'application/javascript': 'script',
  'text/javascript': 'script',
  'application/hta': 'script',
  'application/x-sh': 'script',
  'application/x-msi': 'installer',
  'application/x-ms-shortcut': 'shortcut',
  'application/x-desktop': 'shortcut',
  'text/html': 'page',
  'image/svg+xml': 'page',
  'application/xhtml+xml': 'page',
};

/** Signs that turn the direction of writing or take no place: with them `exe.pdf` may be read where `fdp.exe` stands. */
const deceptive = /[\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u2800\u3164\ufeff\uffa0]/u;

const documentEndings = words(
  'pdf doc docx xls xlsx ppt pptx odt ods odp rtf txt csv jpg jpeg png gif webp bmp mp3 mp4 wav zip eml ics vcf',
);

const endingsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .replace(/[\s.]+$/u, '')
    .split('.')
    .slice(1);

const dangerOfEnding = (ending: string): FileDanger | undefined => endings.find(([, list]) => list.has(ending))?.[0];

/**
 * Whether a file is one that would run, install or lead elsewhere rather than be read; undefined where nothing speaks
 * for it. A program under a document's name counts as `disguised`.
 * @param name as the sender wrote it: signs that deceive the eye are looked for in it
 * @param mimeType what the sender calls it
 * @param provenType what its first bytes prove it is, where they are known
 */
export const fileDanger = (name: string, mimeType: string, provenType?: string): FileDanger | undefined => {
  const parts = endingsOf(name);
  const byEnding = dangerOfEnding(parts.at(-1) ?? '');
  const byBytes = provenType === undefined ? undefined : provenDangers[provenType];
  const byType = declaredDangers[mimeType.toLowerCase()];
  const danger = byEnding ?? byBytes ?? byType;
  if (danger === undefined) return deceptive.test(name) && parts.length > 0 ? 'disguised' : undefined;
  if (deceptive.test(name)) return 'disguised';
  const before = parts.at(-2)?.trim();
  if (byEnding !== undefined && byEnding !== 'page' && before !== undefined && documentEndings.has(before)) {
    return 'disguised';
  }
  const looksHarmless = byEnding === undefined && documentEndings.has(parts.at(-1) ?? '');
  return looksHarmless && byBytes !== undefined && byBytes !== 'page' ? 'disguised' : danger;
};
