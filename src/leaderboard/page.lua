-- ARGV: sessionId offset limit
return leaderboardPage(ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]))
