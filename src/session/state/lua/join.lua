-- Seats a player. The nickname, the place on the board and the event are written together or not at all. A player who joins again
-- gets the same seat, even when the session is locked or has ended by now: a client repeats a join whose reply was lost.
-- ARGV: sessionId playerId nickname(JSON) foldedNickname joinsPerSecond traceparent
-- Returns {ok, state of the session as read-state.lua returns it, the first page of its leaderboard as JSON}, or {code of the
-- contract} when there is no seat; nil when the session is not there.
local sessionId, player, nickname, folded = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if isLost() then return nil end
local holder = redis.call('HGET', K.nicknames, folded)
if holder == player then return { 'ok', readState(player), leaderboardPage(sessionId, 0, 0) } end
if redis.call('HEXISTS', K.kicked, player) == 1 then return { 'PLAYER_KICKED' } end
local s = redis.call('HMGET', K.session, F.status, F.locked, F.maxPlayers, F.lateJoin, F.createdAt, F.mode, F.joinsAt, F.joins)
if s[1] == 'ended' then return { 'SESSION_ENDED' } end
if s[2] == '1' then return { 'SESSION_LOCKED' } end
if s[4] == '0' and s[6] == 'live' and s[1] ~= 'lobby' then return { 'SESSION_LOCKED' } end
if holder then return { 'NICKNAME_TAKEN' } end
local seated = redis.call('ZCARD', K.board)
if s[3] and seated >= tonumber(s[3]) then return { 'SESSION_FULL' } end
local now = redisNow()
-- Two fields limit the joins in a second, and not a key with a TTL, which would live longer when the clock is set back.
local joinsAt, joins = tonumber(s[7] or 0), tonumber(s[8] or 0)
if now - joinsAt >= 1000 or now < joinsAt then joinsAt, joins = now, 0 end
if joins >= tonumber(ARGV[5]) then return { 'TOO_MANY_JOINS' } end
redis.call('HSET', K.session, F.joinsAt, whole(joinsAt), F.joins, joins + 1, F.touchedAt, whole(now))

seat(s[6], player, nickname, folded, whole(boardScore(0, now - tonumber(s[5]))), NEW_TALLY)
redis.call('HINCRBY', K.session, F.changes, 1)
trace = ARGV[6]
leaveEvent('{"v":1,"type":"player-joined","id":"' .. sessionId .. ':joined:' .. player ..
  '","at":' .. whole(eventTime(now, s[5])) .. ',"sessionId":"' .. sessionId .. '","playerId":"' .. player ..
  '","nickname":' .. nickname .. '}')
redis.call('SPUBLISH', C.players, '{"joined":{"playerId":"' .. player ..
  '","nickname":' .. nickname .. '},"count":' .. seated + 1 .. '}')
return { 'ok', readState(player), leaderboardPage(sessionId, 0, 0) }
