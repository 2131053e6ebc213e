// What the page shows, from the JSON that is in it.

/** The data of the page: plain JSON, or what was compressed to keep the file small. */
export async function readModel(element) {
  if (!element.type.endsWith('gzip+base64')) {
    return JSON.parse(element.textContent);
  }
  const packed = Uint8Array.from(atob(element.textContent.trim()), (c) => c.charCodeAt(0));
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked).json();
}
