// One question is one SELECT and one audit INSERT, which is committed before the answer goes out. Takes its settings as
// JSON on standard input, and prints its port when every connection of its pool is open.
import { createHmac, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import Fastify from 'fastify'
import pg from 'pg'
import { answerSchema, questionSchema } from './schemas.js'

const SELECT = {
  name: 'zoek',
  text: `SELECT aansluiting, kenmerk FROM registratie
         WHERE pseudoniem = $1 AND (einddatum IS NULL OR einddatum >= current_date)`
}
const INSERT = {
  name: 'verantwoord',
  text: `INSERT INTO audit (match_id, tijdstip, bevrager, doel, kenmerk, pseudoniem, uitkomst)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`
}

const settings = JSON.parse(readFileSync(0, 'utf8'))
const pool = new pg.Pool({
  host: settings.socket,
  user: settings.account,
  database: settings.database,
  max: settings.connections,
  idleTimeoutMillis: 0
})
const callers = new WeakMap()

function callerOf (socket) {
  let oin = callers.get(socket)
  if (oin === undefined) {
    oin = socket.getPeerCertificate().subject.serialNumber
    callers.set(socket, oin)
  }
  return oin
}

function pseudonymOf (bsn) {
  return createHmac('sha256', settings.key).update(`bsn:${bsn}`).digest().subarray(0, 16)
}

async function answer (request) {
  const { burgerservicenummers: [bsn], kenmerk, doel } = request.body
  const matchId = randomUUID()
  const moment = new Date().toISOString()
  const pseudonym = pseudonymOf(bsn)
  const { rows } = await pool.query({ ...SELECT, values: [pseudonym] })
  const match = rows.length > 0
  const caller = callerOf(request.raw.socket)
  await pool.query({
    ...INSERT,
    values: [matchId, moment, caller, doel, kenmerk, pseudonym, match ? 'match' : 'geenMatch']
  })
  const result = { burgerservicenummer: bsn, match, registraties: rows.map(registration) }
  if (match) result.handelwijze = 'adviseerOpschorten'
  return { matchId, tijdstip: moment, resultaten: [result] }
}

function registration ({ aansluiting, kenmerk }) {
  return { ...settings.sources[aansluiting], kenmerk }
}

const tls = Object.fromEntries(['key', 'cert', 'ca'].map(part => [part, readFileSync(settings.tls[part])]))
const server = Fastify({
  https: { ...tls, requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' },
  keepAliveTimeout: 3600_000
})
server.post('/v1/matches', { schema: { body: questionSchema, response: { 200: answerSchema } } }, answer)

const opened = await Promise.all(Array.from({ length: settings.connections }, () => pool.connect()))
opened.forEach(connection => connection.release())
await server.listen({ host: '127.0.0.1', port: 0 })
console.log(server.server.address().port)
