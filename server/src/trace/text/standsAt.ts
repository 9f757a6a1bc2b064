/** Whether `word` (lower case) stands at offset `at` of `text`, in upper or lower case. Nothing is copied. */
export function standsAt(text: string, at: number, word: string): boolean {
  for (let index = 0; index < word.length; index++) {
    const code = text.charCodeAt(at + index);
    if ((code >= 65 && code <= 90 ? code | 32 : code) !== word.charCodeAt(index)) return false;
  }
  return true;
}
