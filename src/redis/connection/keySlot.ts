/** CRC16/XMODEM, as a cluster reckons with it. */
function crc16(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc;
}

/** The slot of a key: of what stands between the first braces, where there is something. Source: Redis cluster specification. */
export function keySlot(key: Uint8Array): number {
  const from = key.indexOf(0x7b);
  const to = from === -1 ? -1 : key.indexOf(0x7d, from + 1);
  return crc16(to > from + 1 ? key.subarray(from + 1, to) : key) % slotCount;
}

export const slotCount = 16_384;
