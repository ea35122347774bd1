-- ARGV: sessionId offset limit
-- Returns a page of the ranking as JSON, or nil when the session is not there.
if isLost() then return nil end
return leaderboardPage(ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]))
