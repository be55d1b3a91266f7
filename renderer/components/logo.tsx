/** The mark: an envelope that is the bow of a key. */
export const Logo = () => (
  <svg className="logo" viewBox="0 0 24 24" aria-hidden="true">
    <path
      d="M4 5h8.5a3 3 0 0 1 3 3v2.6H24V16h-2.4v-2.8h-1.7v2h-2.4v-2h-2V16a3 3 0 0 1-3 3H4a3 3 0 0 1-3-3V8a3 3 0 0 1 3-3Z"
      fill="currentColor"
    />
    <path
      d="M4.3 9.2 8.25 12.6 12.2 9.2"
      fill="none"
      stroke="var(--bg-sunken)"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
