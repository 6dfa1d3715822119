/** Control characters, and halves of surrogate pairs: neither the log nor the lake nor many a tool behind them carries these. */
const UNPRINTABLE = ['\\u0000-\\u001f', '\\u007f-\\u009f', '\\ud800-\\udfff'].join('');

/** What an identifier of another system is made of, whatever its script. */
export const PRINTABLE = new RegExp(`^[^${UNPRINTABLE}]*$`, 'u');
