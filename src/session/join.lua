-- Seats a player: nickname, place on the board and the event are there together or not at all. The same player again has the same
-- seat, whatever has become of the session meanwhile: a join whose reply was lost is sent twice.
-- ARGV: sessionId playerId nickname(JSON) foldedNickname joinsPerSecond traceparent
-- Returns {outcome, state, leaderboard}: ended | locked | taken | full | rate | kicked alone, joined with the state of the
-- session as read-state.lua returns it and the first page of its leaderboard, JSON; nil when the session is not there.
local sessionId, player, nickname, folded = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if isLost() then return nil end
local holder = redis.call('HGET', K.nicknames, folded)
if holder == player then return { 'joined', readState(player), leaderboardPage(sessionId, 0, 0) } end
if redis.call('HEXISTS', K.kicked, player) == 1 then return { 'kicked' } end
local s = redis.call('HMGET', K.session, 'status', 'locked', 'maxPlayers', 'lateJoin', 'createdAt', 'mode', 'joinsAt', 'joins')
if s[1] == 'ended' then return { 'ended' } end
if s[2] == '1' then return { 'locked' } end
if s[4] == '0' and s[6] == 'live' and s[1] ~= 'lobby' then return { 'locked' } end
if holder then return { 'taken' } end
local seated = redis.call('ZCARD', K.board)
if s[3] and seated >= tonumber(s[3]) then return { 'full' } end
local now = redisNow()
-- So many in a second: by two fields, since the life of a key would grow when the clock is set back.
local joinsAt, joins = tonumber(s[7] or 0), tonumber(s[8] or 0)
if now - joinsAt >= 1000 or now < joinsAt then joinsAt, joins = now, 0 end
if joins >= tonumber(ARGV[5]) then return { 'rate' } end
redis.call('HSET', K.session, 'joinsAt', whole(joinsAt), 'joins', joins + 1, 'touchedAt', whole(now))

seat(s[6], player, nickname, folded, whole(boardScore(0, now - tonumber(s[5]))), '0 0 0 -1')
redis.call('HINCRBY', K.session, 'changes', 1)
trace = ARGV[6]
leaveEvent('{"v":1,"type":"player-joined","id":"' .. sessionId .. ':joined:' .. player ..
  '","at":' .. whole(eventTime(now, s[5])) .. ',"sessionId":"' .. sessionId .. '","playerId":"' .. player ..
  '","nickname":' .. nickname .. '}')
redis.call('SPUBLISH', 'podium:{' .. sessionId .. '}:players-changed', '{"joined":{"playerId":"' .. player ..
  '","nickname":' .. nickname .. '},"count":' .. seated + 1 .. '}')
return { 'joined', readState(player), leaderboardPage(sessionId, 0, 0) }
