-- ADR 3: why Redis decides.
-- Publishes at most one leaderboard snapshot for each session and window in the whole cluster, however many nodes ask.
-- ARGV: sessionId windowMs sent (the version that the node has sent to its sockets)
-- Returns {outcome, version}: outcome is -1 when there is nothing to send, 0 when a snapshot was published, n when the window is
-- taken: the node must then ask again in n ms, so that the last change is sent too. Returns nil when the session is not there.
local s = redis.call('HMGET', K.session, F.changes, F.published, F.tickAt, F.size, F.answers, F.mode, F.status,
  F.pausedFrom, F.version)
if not s[1] then return nil end
-- After a failover that lost the last snapshots, clients hold boards that are not true any more.
local behind = tonumber(s[9]) < tonumber(ARGV[3])
if s[1] == s[2] and not behind then return { -1, tonumber(s[9]) } end
local now = redisNow()
local window = tonumber(ARGV[2])
local wait = window - (now - tonumber(s[3] or 0))
-- A wait of more than a window means that the clock was set back.
if wait > 0 and wait <= window then return { wait, tonumber(s[9]) } end
if isLost() then return nil end
heedClock(ARGV[1], now)
-- The version rises at most once in a window, so it never runs ahead of the session's age, and neither a failover that lost the last
-- snapshots nor a rebuild makes it go back.
local version = math.max(s[9] + 1, ARGV[3] + 1, math.floor(sessionAge(now) / window))
redis.call('HSET', K.session, F.tickAt, whole(now), F.published, s[1], F.version, whole(version))
local rows = standingRows(shownBoard(s[6], s[7], s[8]), 0, tonumber(s[4]) - 1)
-- No copy is made after the end, since it would outlive the other keys.
if s[6] ~= 'live' and s[7] ~= 'ended' then redis.call('ZRANGESTORE', K.previous, K.board, 0, 999, 'REV') end
redis.call('SPUBLISH', C.leaderboard,
  leaderboardJson(ARGV[1], whole(version), now, redis.call('ZCARD', K.board), s[5] or 0, rows))
return { 0, version }
