const around = 2 * Math.PI * 8;

/** A ring that empties: `part` of it (0 to 1) is left. */
export const Ring = ({ part }: { readonly part: number }) => (
  <svg className="ring" viewBox="0 0 20 20" aria-hidden="true">
    <circle cx="10" cy="10" r="8" />
    <circle
      cx="10"
      cy="10"
      r="8"
      strokeDasharray={`${(around * Math.min(1, Math.max(0, part))).toFixed(1)} ${around.toFixed(1)}`}
    />
  </svg>
);
