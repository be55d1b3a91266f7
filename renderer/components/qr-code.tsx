import { useMemo } from 'react';
import { encode } from 'uqr';

/** One path for all dark modules of a row by row walk: a run of modules is one stroke. */
const pathOf = (rows: readonly (readonly boolean[])[]): string =>
  rows
    .map((row, y) => {
      let path = '';
      let x = 0;
      while (x < row.length) {
        const from = x;
        while (row[x] === true) x += 1;
        if (x > from) path += `M${from} ${y}.5h${x - from}`;
        x += 1;
      }
      return path;
    })
    .join('');

/** A QR code drawn here, dark on white in both themes; the frame around it is the quiet zone. */
export const QrCode = ({ text, label }: { readonly text: string; readonly label: string }) => {
  const { path, size } = useMemo(() => {
    const code = encode(text, { ecc: 'M', border: 0 });
    return { path: pathOf(code.data), size: code.size };
  }, [text]);
  return (
    <div className="qr">
      <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
        <path stroke="#1A1814" d={path} />
      </svg>
    </div>
  );
};
