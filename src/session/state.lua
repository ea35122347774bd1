-- The state of a session and, for a player, its own part, read at one instant.
-- KEYS: session players board tallies, then the answers hash of each question
-- ARGV: playerId (empty for a host)
-- Returns {now, players, status, rev, index, locked, openedAt, closesAt, pin, you?} with
--   you = {nickname(JSON), score, rank, streak, numbers from 1 of the questions answered…};
--   nil when there is no such session; you is missing when the player has no seat in it.
local s = redis.call('HMGET', KEYS[1], 'status', 'rev', 'index', 'locked', 'openedAt', 'closesAt', 'pin')
if not s[1] then return nil end
local reply = { string.format('%.0f', redisNow()), redis.call('ZCARD', KEYS[3]), s[1], s[2], s[3], s[4] or '0',
  s[5] or '', s[6] or '', s[7] }
local player = ARGV[1]
if player == '' then return reply end
local tally = redis.call('HGET', KEYS[4], player)
local rank = redis.call('ZREVRANK', KEYS[3], player)
if not tally or not rank then return reply end
local you = { redis.call('HGET', KEYS[2], player), boardPoints(tonumber(redis.call('ZSCORE', KEYS[3], player))),
  rank + 1, tonumber(string.match(tally, '^%d+')) }
for i = 5, #KEYS do
  if redis.call('HEXISTS', KEYS[i], player) == 1 then you[#you + 1] = i - 4 end
end
reply[10] = you
return reply
