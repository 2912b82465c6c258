import { Text, text } from '@maillon/kernel';

interface XmlAdvice {
  readonly message: Text;
  readonly remedy: Text;
}

const advice = (fr: string, en: string, remedyFr: string, remedyEn: string): XmlAdvice => ({
  message: text(fr, en),
  remedy: text(remedyFr, remedyEn),
});

const AGAIN_FR = 'Exportez de nouveau le document depuis votre logiciel.';
const AGAIN_EN = 'Export the document from your software again.';
const SPLIT_FR = 'Répartissez le contenu entre plusieurs documents.';
const SPLIT_EN = 'Spread the content over several documents.';

/** Why an XML document is not read, by stable code. */
export const XML_MESSAGES = {
  EMPTY: advice(
    'Le document est vide.',
    'The document is empty.',
    'Vérifiez que vous avez choisi le bon fichier.',
    'Check that you chose the right file.',
  ),
  NOT_XML: advice('Ce n’est pas un document XML.', 'This is not an XML document.', AGAIN_FR, AGAIN_EN),
  DOCTYPE: advice(
    'Le document contient une déclaration DOCTYPE : pour votre sécurité et la nôtre, elle n’est pas admise.',
    'The document holds a DOCTYPE declaration: for your safety and ours, none is allowed.',
    'Supprimez la déclaration <!DOCTYPE …> ; UBL et EPCIS n’en ont pas besoin.',
    'Remove the <!DOCTYPE …> declaration; UBL and EPCIS need none.',
  ),
  ENTITY: advice(
    'Cette entité (&…;) n’est pas définie.',
    'This entity (&…;) is not defined.',
    'Écrivez le caractère lui-même, ou &amp; &lt; &gt; &quot; &apos;.',
    'Write the character itself, or &amp; &lt; &gt; &quot; &apos;.',
  ),
  UNCLOSED: advice(
    'Le document s’arrête avant la fin : une balise n’est pas refermée.',
    'The document stops before its end: a tag is not closed.',
    'Vérifiez que l’export et l’envoi sont allés à leur terme, puis recommencez.',
    'Check that the export and the upload were complete, then try again.',
  ),
  TAG_MISMATCH: advice(
    'La balise fermante n’est pas celle de l’élément ouvert.',
    'The closing tag is not that of the open element.',
    'Refermez les éléments dans l’ordre inverse de leur ouverture.',
    'Close elements in the reverse order of their opening.',
  ),
  PREFIX_UNKNOWN: advice(
    'Ce préfixe n’est lié à aucun espace de noms.',
    'This prefix is not bound to any namespace.',
    'Déclarez-le sur l’élément racine : xmlns:cbc="…".',
    'Declare it on the root element: xmlns:cbc="…".',
  ),
  ATTRIBUTE_TWICE: advice(
    'Cet attribut figure deux fois sur le même élément.',
    'This attribute appears twice on the same element.',
    'Gardez-en un seul.',
    'Keep one of them only.',
  ),
  TEXT_OUTSIDE: advice(
    'Du texte, ou un second élément, suit la fin du document.',
    'There is text, or a second element, after the end of the document.',
    'Envoyez un seul document par fichier.',
    'Send one document a file.',
  ),
  BAD_CHARACTER: advice(
    'Un caractère n’est pas dans le jeu que le document annonce.',
    'A character is not of the character set that the document announces.',
    'Enregistrez le document en UTF-8, puis renvoyez-le.',
    'Save the document as UTF-8, then send it again.',
  ),
  ENCODING_UNKNOWN: advice(
    'Ce jeu de caractères n’est pas lu ici.',
    'This character set is not read here.',
    'Enregistrez le document en UTF-8, puis renvoyez-le.',
    'Save the document as UTF-8, then send it again.',
  ),
  SYNTAX: advice(
    'Le document n’est pas du XML bien formé à cet endroit.',
    'The document is not well-formed XML at this place.',
    'Corrigez cet endroit : & s’écrit &amp; et < s’écrit &lt; dans les textes.',
    'Correct this place: & is written &amp; and < is written &lt; in texts.',
  ),
  TOO_LARGE: advice('Le document est trop gros.', 'The document is too large.', SPLIT_FR, SPLIT_EN),
  TOO_DEEP: advice(
    'Trop d’éléments sont emboîtés ici.',
    'Too many elements are nested here.',
    'Vérifiez le document : UBL et EPCIS n’emboîtent pas vingt éléments.',
    'Check the document: UBL and EPCIS do not nest twenty elements.',
  ),
  TOO_MANY_ELEMENTS: advice(
    'Le document a trop d’éléments.',
    'The document has too many elements.',
    SPLIT_FR,
    SPLIT_EN,
  ),
  TOO_MANY_ATTRIBUTES: advice(
    'Cet élément a trop d’attributs.',
    'This element has too many attributes.',
    AGAIN_FR,
    AGAIN_EN,
  ),
  TOO_LONG: advice(
    'Un texte, un nom ou un commentaire est trop long.',
    'A text, a name or a comment is too long.',
    'Raccourcissez-le, ou joignez-le comme pièce.',
    'Shorten it, or attach it as a file.',
  ),
  TOO_MANY_INSTRUCTIONS: advice(
    'Le document a trop d’instructions de traitement (<?…?>) ou de commentaires.',
    'The document has too many processing instructions (<?…?>) or comments.',
    'Supprimez-les : ils ne sont pas lus.',
    'Remove them: they are not read.',
  ),
} as const satisfies Record<string, XmlAdvice>;

export type XmlFault = keyof typeof XML_MESSAGES;

/** As XML_MESSAGES, naming the prefix or the character set that was met. */
export function xmlAdvice(fault: XmlFault, named = ''): XmlAdvice {
  if (named && fault === 'PREFIX_UNKNOWN')
    return advice(
      `Le préfixe « ${named} » n’est lié à aucun espace de noms.`,
      `The prefix “${named}” is not bound to any namespace.`,
      `Déclarez-le sur l’élément racine, avec l’adresse de son espace de noms : xmlns:${named}="…".`,
      `Declare it on the root element with the address of its namespace: xmlns:${named}="…".`,
    );
  if (named && fault === 'ENCODING_UNKNOWN')
    return advice(
      `Le jeu de caractères « ${named} » n’est pas lu ici.`,
      `The character set “${named}” is not read here.`,
      'Enregistrez le document en UTF-8 et annoncez-le ainsi : encoding="UTF-8".',
      'Save the document as UTF-8 and announce it so: encoding="UTF-8".',
    );
  return XML_MESSAGES[fault];
}
