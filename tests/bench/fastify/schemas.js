// Of a question about one person and its answer; fastify checks the one and writes the other with them.
const text = { type: 'string' }
const shortText = { type: 'string', minLength: 1, maxLength: 64 }

function closed (properties, required) {
  return { type: 'object', additionalProperties: false, properties, required }
}

export const questionSchema = closed({
  burgerservicenummers: {
    type: 'array', minItems: 1, maxItems: 1, items: { type: 'string', pattern: '^[0-9]{9}$' }
  },
  kenmerk: shortText,
  doel: { type: 'string', enum: ['dagvaarding', 'anders'] }
}, ['burgerservicenummers', 'kenmerk', 'doel'])

const registration = closed({
  aansluitcode: text,
  organisatie: text,
  contact: closed({ telefoon: text, email: text }, ['telefoon', 'email']),
  kenmerk: text,
  peildatum: text
}, ['aansluitcode', 'organisatie', 'contact', 'peildatum'])

const result = closed({
  burgerservicenummer: text,
  match: { type: 'boolean' },
  handelwijze: text,
  registraties: { type: 'array', items: registration }
}, ['burgerservicenummer', 'match', 'registraties'])

export const answerSchema = closed({
  matchId: text, tijdstip: text, resultaten: { type: 'array', items: result }
}, ['matchId', 'tijdstip', 'resultaten'])
