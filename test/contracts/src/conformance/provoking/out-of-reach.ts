/** Codes that a document lists and that nobody can provoke from outside while the system is in order, each with the reason. */
export const OUT_OF_REACH: Readonly<Record<string, string>> = {
  'RUNTIME.UNEXPECTED': 'A fault of the code that nobody has foreseen: it would be mended, not provoked.',
  'RUNTIME.ANSWER_INVALID': "A product whose answer breaks its own contract; specs of the runtime serve one that does.",
  'RUNTIME.MESSAGE_INVALID': 'A product whose event breaks its own contract; specs of the runtime serve one that does.',
  'RUNTIME.DEADLINE_EXCEEDED': 'A product that thinks for ten seconds; where it waits for the log, the log gives up first.',
  'SERVING.RUN_FAILED': 'A model file that passed every check when it was loaded and then gives no probability.',
  'SERVING.OVERLOADED': 'The port takes as many calls at once as the model has room for rows, and refuses the next itself.',
  'SERVING.MODEL_NOT_READY': 'Each product with a model answers with a code of its own before it asks the model.',
  'SERVING.CLOSED': 'Between the end of the model and the end of the server: no call arrives any more.',
  'ACCESS.AGREEMENTS_UNREAD': 'The few milliseconds between listening and having read the agreements of before.',
  'EVENTS.LOG_FULL': '50,000 events would have to wait, and a port holds no more than 4,096 calls.',
  'EVENTS.LOG_CLOSED': 'Between the end of the log and the end of the server: no call arrives any more.',
  'LAKE.CLOSED': 'Between the end of the lake and the end of the server: no call arrives any more.',
  'LAKE.TIMEOUT': 'A page that takes longer than its deadline: it would need far more rows than a test should write.',
};

/** Codes that only one kind of port is spared, each with the reason. */
export const OUT_OF_REACH_AT: Readonly<Record<'dataset', Readonly<Record<string, string>>>> = {
  dataset: {
    'RUNTIME.OVERLOADED': 'Of a dataset it says that it is not open yet: the moments between listening and opening.',
  },
};
