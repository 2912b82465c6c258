import { Text, text } from '@maillon/kernel';
import { CsvEncoding } from './csv-types.js';

export interface Advice {
  readonly message: Text;
  readonly remedy: Text;
}

interface RecordContext {
  readonly line: number;
  /** 1-based byte of the file. */
  readonly byte: number;
  readonly letter: string;
  readonly encoding: CsvEncoding;
  readonly options: { readonly maxLineBytes?: number; readonly maxColumns?: number };
}

const advice = (fr: string, en: string, remedyFr: string, remedyEn: string): Advice => ({
  message: text(fr, en),
  remedy: text(remedyFr, remedyEn),
});

const ENCODING_NAME: Record<CsvEncoding, string> = {
  'utf-8': 'UTF-8',
  'windows-1252': 'Windows-1252',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
};

/** Records that cannot be read; the other records of the file are. */
export const CSV_RECORD_MESSAGES = {
  UNCLOSED_QUOTE: ({ line, letter }: RecordContext) =>
    advice(
      `Ligne ${line}, colonne ${letter} : un guillemet (") ouvre une cellule et n’est jamais refermé. La lecture a repris à la ligne suivante.`,
      `Line ${line}, column ${letter}: a quote (") opens a cell and is never closed. Reading went on at the next line.`,
      'Refermez le guillemet, ou doublez-le ("") s’il fait partie du texte, par exemple pour un pouce. Une cellule entre guillemets tient en 100 lignes et 64 Kio.',
      'Close the quote, or double it ("") where it is part of the text, such as an inch sign. A quoted cell holds at most 100 lines and 64 KiB.',
    ),
  TEXT_AFTER_QUOTE: ({ line, letter }: RecordContext) =>
    advice(
      `Ligne ${line}, colonne ${letter} : du texte suit le guillemet (") qui ferme la cellule.`,
      `Line ${line}, column ${letter}: there is text after the quote (") that closes the cell.`,
      'Doublez les guillemets qui font partie du texte : "tube 5"" inox".',
      'Double the quotes that are part of the text: "tube 5"" steel".',
    ),
  LINE_TOO_LONG: ({ line, options }: RecordContext) => {
    const limit = (options.maxLineBytes ?? 1024 * 1024).toLocaleString('en');
    return advice(
      `Ligne ${line} : elle dépasse ${limit.replaceAll(',', ' ')} octets, la longueur admise.`,
      `Line ${line}: it is longer than the ${limit} bytes allowed.`,
      'Vérifiez que les lignes du fichier se terminent par un retour à la ligne, et que cette ligne ne contient qu’un enregistrement.',
      'Check that the lines of the file end with a line break, and that this line holds one record only.',
    );
  },
  TOO_MANY_COLUMNS: ({ line, options }: RecordContext) =>
    advice(
      `Ligne ${line} : elle compte plus de ${options.maxColumns ?? 1000} colonnes.`,
      `Line ${line}: it has more than ${options.maxColumns ?? 1000} columns.`,
      'Supprimez les colonnes inutiles, ou mettez entre guillemets le texte qui contient le séparateur.',
      'Remove the columns that are not needed, or quote the text that contains the delimiter.',
    ),
  NUL_BYTE: ({ line, letter, byte }: RecordContext) =>
    advice(
      `Ligne ${line}, colonne ${letter} : octet nul (octet ${byte} du fichier). La ligne est abîmée.`,
      `Line ${line}, column ${letter}: null byte (byte ${byte} of the file). The line is damaged.`,
      'Exportez de nouveau le fichier depuis votre logiciel, ou ressaisissez cette ligne.',
      'Export the file from your software again, or type this line again.',
    ),
  BAD_CHARACTER: ({ line, letter, byte, encoding }: RecordContext) =>
    advice(
      `Ligne ${line}, colonne ${letter} : un caractère est illisible en ${ENCODING_NAME[encoding]} (octet ${byte} du fichier).`,
      `Line ${line}, column ${letter}: a character cannot be read as ${ENCODING_NAME[encoding]} (byte ${byte} of the file).`,
      'Enregistrez tout le fichier au format « CSV UTF-8 », puis renvoyez-le.',
      'Save the whole file as “CSV UTF-8” and send it again.',
    ),
} as const;

const SAVE_AS_CSV = text(
  'Ouvrez-le dans votre tableur, choisissez « Enregistrer sous », puis « CSV UTF-8 (délimité par des points-virgules) ».',
  'Open it in your spreadsheet, choose “Save as”, then “CSV UTF-8”.',
);
const looksLike = (fr: string, en: string, remedy: Text = SAVE_AS_CSV): Advice => ({
  message: text(fr, en),
  remedy,
});

/** Files that are not CSV, and CSV files that cannot be started. */
export const CSV_FILE_MESSAGES = {
  EMPTY: advice(
    'Le fichier est vide.',
    'The file is empty.',
    'Vérifiez que vous avez choisi le bon fichier et qu’il a été enregistré.',
    'Check that you chose the right file and that it was saved.',
  ),
  XLSX: looksLike(
    'C’est un classeur Excel (.xlsx), pas un fichier CSV.',
    'This is an Excel workbook (.xlsx), not a CSV file.',
  ),
  ODS: looksLike(
    'C’est un classeur LibreOffice (.ods), pas un fichier CSV.',
    'This is a LibreOffice workbook (.ods), not a CSV file.',
  ),
  XLS: looksLike(
    'C’est un ancien document Office (.xls), pas un fichier CSV.',
    'This is an old Office document (.xls), not a CSV file.',
  ),
  ZIP: looksLike(
    'C’est une archive ZIP, pas un fichier CSV.',
    'This is a ZIP archive, not a CSV file.',
    text(
      'Décompressez-la, puis envoyez le fichier CSV qu’elle contient.',
      'Unpack it, then send the CSV file it holds.',
    ),
  ),
  GZIP: looksLike(
    'C’est un fichier compressé (gzip), pas un fichier CSV.',
    'This is a compressed file (gzip), not a CSV file.',
    text(
      'Décompressez-le, puis envoyez le fichier CSV qu’il contient.',
      'Unpack it, then send the CSV file it holds.',
    ),
  ),
  PDF: looksLike(
    'C’est un document PDF, pas un fichier CSV.',
    'This is a PDF document, not a CSV file.',
    text(
      'Demandez les mêmes données sous forme de tableau, ou joignez ce PDF à un lot comme justificatif.',
      'Ask for the same data as a table, or attach this PDF to a lot as evidence.',
    ),
  ),
  IMAGE: looksLike(
    'C’est une image, pas un fichier CSV.',
    'This is an image, not a CSV file.',
    text(
      'Envoyez le tableau lui-même, enregistré en CSV UTF-8.',
      'Send the table itself, saved as CSV UTF-8.',
    ),
  ),
  JSON: looksLike(
    'C’est un document JSON, pas un fichier CSV.',
    'This is a JSON document, not a CSV file.',
    text(
      'S’il s’agit d’événements EPCIS, déposez-le comme document EPCIS ; sinon exportez un CSV UTF-8.',
      'If it holds EPCIS events, send it as an EPCIS document; otherwise export a CSV UTF-8 file.',
    ),
  ),
  XML: looksLike(
    'C’est un document XML ou une page web, pas un fichier CSV.',
    'This is an XML document or a web page, not a CSV file.',
  ),
  EDIFACT: looksLike(
    'C’est un message EDIFACT, pas un fichier CSV.',
    'This is an EDIFACT message, not a CSV file.',
    text('Déposez-le comme message EDI.', 'Send it as an EDI message.'),
  ),
  BINARY: looksLike(
    'Ce fichier n’est pas du texte : il contient des octets nuls dès ses premières lignes.',
    'This file is not text: it holds null bytes in its first lines.',
  ),
  NO_HEADER: advice(
    'La première ligne contient des valeurs, pas des noms de colonnes.',
    'The first line holds values, not column names.',
    'Ajoutez en tête du fichier une ligne qui nomme chaque colonne, par exemple « Numéro de lot ; Quantité ; Date ».',
    'Add a first line that names each column, for example “Lot number; Quantity; Date”.',
  ),
  ONLY_BLANK: advice(
    'Le fichier ne contient que des lignes vides.',
    'The file holds blank lines only.',
    'Vérifiez que vous avez enregistré la bonne feuille du classeur.',
    'Check that you saved the right sheet of the workbook.',
  ),
  HEADER_UNREADABLE: advice(
    'La ligne des noms de colonnes est illisible : un guillemet (") n’y est pas refermé, ou elle est trop longue.',
    'The line of column names cannot be read: a quote (") in it is not closed, or it is too long.',
    'Corrigez la première ligne du fichier : un nom par colonne, 1 000 colonnes au plus.',
    'Correct the first line of the file: one name a column, at most 1,000 columns.',
  ),
  DELIMITER_UNKNOWN: advice(
    'La ligne « sep= » annonce un séparateur que nous ne lisons pas.',
    'The “sep=” line announces a delimiter that is not supported.',
    'Utilisez le point-virgule, la virgule, la tabulation ou la barre verticale (|).',
    'Use the semicolon, the comma, the tabulation or the vertical bar (|).',
  ),
} as const;

export const duplicateColumn = (name: string): Advice =>
  advice(
    `La colonne « ${name} » figure deux fois : seule la première pourra être reconnue par son nom.`,
    `The column “${name}” appears twice: only the first can be recognised by its name.`,
    'Donnez un nom différent à chaque colonne, ou supprimez celle qui est en trop.',
    'Give each column its own name, or remove the one that is not needed.',
  );
