-- Whether a session is there. KEYS end with the answers hash of each question.
-- Returns whole, broken (a part is missing), or gone.
if redis.call('EXISTS', K.session) == 0 then return 'gone' end
return (isLost() or lacksAnswers()) and 'broken' or 'whole'
