/** Control characters: neither the log nor the lake nor many a tool behind them carries these. */
const UNPRINTABLE = ['\\x00-\\x1f', '\\x7f-\\x9f'].join('');

/** What an identifier of another system is made of, whatever its script; as ECMA-262, RE2 and Python alike read it. */
export const PRINTABLE = new RegExp(`^[^${UNPRINTABLE}]*$`, 'u');
