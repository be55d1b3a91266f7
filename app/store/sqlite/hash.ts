/**
 * 52 bits of a text: what the index of Message-IDs compares first. Where two texts share them, the text beside it
 * tells them apart, so that a collision, made on purpose even, costs a comparison and nothing else.
 */
export const hashOf = (text: string): number => {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ unit, 0x85ebca6b) + at;
  }
  return ((high ^ (high >>> 13)) >>> 12) * 2 ** 32 + ((low ^ (low >>> 15)) >>> 0);
};
