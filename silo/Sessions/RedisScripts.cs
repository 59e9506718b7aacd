namespace Crm.Actors.Silo.Sessions;

/// <summary>
/// What has to happen at once in Redis. A token is a hash at <c>auth:refresh:token:{sha256}</c> that names its session and, once it was
/// exchanged, tells when and how; a session is a hash at <c>auth:refresh:session:{id}</c>; <c>auth:refresh:former:{id}</c> lists the hashes of
/// its tokens that were exchanged, the newest of them; <c>auth:refresh:user:{id}</c> is the sorted set of a user's sessions by last use. Times are milliseconds since 1970. All keys have a time to live.
/// </summary>
/// <remarks>Keys are derived inside of the scripts, so all must be on one server: Redis Cluster is not supported.</remarks>
internal static class RedisScripts
{
    /// <summary>Lua: ends a session, with all of its tokens. Answers 1 when there was one.</summary>
    private const string Forget = """
        local function forget(prefix, id)
          local current = redis.call('HGET', prefix .. 'session:' .. id, 'current')
          if current then redis.call('DEL', prefix .. 'token:' .. current) end
          for _, hash in ipairs(redis.call('LRANGE', prefix .. 'former:' .. id, 0, -1)) do
            redis.call('DEL', prefix .. 'token:' .. hash)
          end
          redis.call('DEL', prefix .. 'former:' .. id)
          return redis.call('DEL', prefix .. 'session:' .. id)
        end

        """;

    /// <summary>KEYS: token, session, user. ARGV: prefix, session id, now, milliseconds to live, most sessions, end, then the session's fields and values.</summary>
    public const string Start = Forget + """
        local prefix, id, now, ttl = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
        redis.call('HSET', KEYS[2], unpack(ARGV, 7))
        redis.call('PEXPIRE', KEYS[2], ttl)
        redis.call('HSET', KEYS[1], 'session', id, 'ends', ARGV[6])
        redis.call('PEXPIRE', KEYS[1], ttl)
        redis.call('ZADD', KEYS[3], now, id)
        if redis.call('PTTL', KEYS[3]) < tonumber(ttl) then redis.call('PEXPIRE', KEYS[3], ttl) end
        while redis.call('ZCARD', KEYS[3]) > tonumber(ARGV[5]) do
          forget(prefix, redis.call('ZPOPMIN', KEYS[3])[1])
        end
        return 1
        """;

    /// <summary>KEYS: token. ARGV: prefix, now. Answers the session's fields and values; nothing when there is none.</summary>
    public const string Find = """
        local token = redis.call('HMGET', KEYS[1], 'session', 'ends')
        if not token[1] or tonumber(token[2]) <= tonumber(ARGV[2]) then return {} end
        return redis.call('HGETALL', ARGV[1] .. 'session:' .. token[1])
        """;

    /// <summary>
    /// KEYS: presented token, next token. ARGV: prefix, hash of the presented token, hash of the next one, now, new end, milliseconds to
    /// live, grace, repeat key (may be empty), sealed box (may be empty), most former tokens.
    /// Answers the outcome, the box, generation, last use and end after the exchange in question, and the session's fields and values.
    /// </summary>
    public const string Exchange = Forget + """
        local prefix, presented, fresh, now, ends, ttl = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5], ARGV[6]
        local token = redis.call('HMGET', KEYS[1], 'session', 'ends')
        local id = token[1]
        if not id or tonumber(token[2]) <= now then return {'unknown'} end
        local key = prefix .. 'session:' .. id
        local fields = redis.call('HMGET', key, 'current', 'user', 'generation', 'expires')
        if not fields[1] then return {'unknown'} end
        local user = prefix .. 'user:' .. fields[2]
        if fields[1] == presented then
          local generation = redis.call('HINCRBY', key, 'generation', 1)
          redis.call('HSET', key, 'current', fresh, 'used', ARGV[4], 'expires', ends)
          redis.call('PEXPIRE', key, ttl)
          redis.call('HSET', KEYS[2], 'session', id, 'ends', ends)
          redis.call('PEXPIRE', KEYS[2], ttl)
          redis.call('HSET', KEYS[1], 'spent', ARGV[4], 'generation', generation, 'expires', ends, 'repeat', ARGV[8], 'box', ARGV[9])
          local former = prefix .. 'former:' .. id
          if redis.call('RPUSH', former, presented) > tonumber(ARGV[10]) then
            redis.call('DEL', prefix .. 'token:' .. redis.call('LPOP', former))
          end
          redis.call('PEXPIRE', former, ttl)
          redis.call('ZADD', user, 'XX', now, id)
          if redis.call('PTTL', user) < tonumber(ttl) then redis.call('PEXPIRE', user, ttl) end
          return {'exchanged', '', generation, ARGV[4], ends, redis.call('HGETALL', key)}
        end
        local spent = redis.call('HMGET', KEYS[1], 'spent', 'generation', 'expires', 'repeat', 'box')
        if now - tonumber(spent[1]) < tonumber(ARGV[7]) then
          local outcome = 'raced'
          if ARGV[8] ~= '' and spent[4] == ARGV[8] then outcome = 'repeated' end
          return {outcome, spent[5], spent[2], spent[1], spent[3], redis.call('HGETALL', key)}
        end
        local all = redis.call('HGETALL', key)
        forget(prefix, id)
        redis.call('ZREM', user, id)
        return {'reused', '', fields[3], ARGV[4], fields[4], all}
        """;

    /// <summary>KEYS: user. ARGV: prefix. Answers each session's fields and values, the newest use first; forgets those that ended.</summary>
    public const string List = """
        local found = {}
        for _, id in ipairs(redis.call('ZREVRANGE', KEYS[1], 0, -1)) do
          local fields = redis.call('HGETALL', ARGV[1] .. 'session:' .. id)
          if #fields == 0 then redis.call('ZREM', KEYS[1], id) else found[#found + 1] = fields end
        end
        return found
        """;

    /// <summary>KEYS: user. ARGV: prefix, session id (empty for all). Answers how many were ended.</summary>
    public const string Revoke = Forget + """
        local ids = ARGV[2] ~= '' and {ARGV[2]} or redis.call('ZRANGE', KEYS[1], 0, -1)
        local ended = 0
        for _, id in ipairs(ids) do
          if redis.call('ZREM', KEYS[1], id) == 1 then ended = ended + forget(ARGV[1], id) end
        end
        return ended
        """;
}
