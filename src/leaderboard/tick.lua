-- One leaderboard message per session and window for the whole cluster, however many nodes ask.
-- ARGV: sessionId windowMs channel
-- Returns -1: nothing to send, 0: sent, n: the window is taken, ask again in n ms (so that the last change is sent too).
local s = redis.call('HMGET', K.session, 'changes', 'published', 'tickAt', 'size', 'answers', 'mode', 'status',
  'pausedFrom', 'version', 'createdAt')
if not s[1] or s[1] == s[2] then return -1 end
local now = redisNow()
local wait = tonumber(ARGV[2]) - (now - tonumber(s[3] or 0))
if wait > 0 then return wait end
-- One a window at most, so it never runs ahead of the time: a failover that lost the last ones can't make it go back.
local version = math.max(s[9] + 1, math.floor((now - s[10]) / tonumber(ARGV[2])))
redis.call('HSET', K.session, 'tickAt', whole(now), 'published', s[1], 'version', version)
local rows = standingRows(shownBoard(s[6], s[7], s[8]), 0, tonumber(s[4]) - 1)
if s[6] ~= 'live' then redis.call('ZRANGESTORE', K.previous, K.board, 0, 999, 'REV') end
redis.call('SPUBLISH', ARGV[3],
  leaderboardJson(ARGV[1], version, now, redis.call('ZCARD', K.board), s[5] or 0, rows))
return 0
