/** Parts for those who have the source, between these comments, which no reader sees. */
const sourceOnly = /<!-- source -->[\s\S]*?<!-- \/source -->\n*/g;
const picture = /!\[[^\]]*\]\([^)]*\)/g;
/** A link that leads to a file or a heading, not to a web address. */
const relativeLink = /\[([^\]]*)\]\((?!https?:)[^)]*\)/g;

/**
 * README.md as it stands in the extension package: VS Code's page of an extension shows no pictures and follows no
 * links but those of the web. So pictures go, with the lines that hold nothing else, and links to files become words.
 *
 * @param {string} markdown
 */
export function packageReadme(markdown) {
  let inCode = false;
  const lines = markdown.replace(sourceOnly, '').split('\n');
  const kept = lines.flatMap((line) => {
    if (line.startsWith('```')) inCode = !inCode;
    if (inCode) return [line];
    const withoutPictures = line.replace(picture, '');
    return withoutPictures.trim() === '' && line.trim() !== '' ? [] : [withoutPictures.replace(relativeLink, '$1')];
  });
  return kept.join('\n').replace(/\n{3,}/g, '\n\n');
}
