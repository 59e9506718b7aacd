namespace Crm.Actors.Silo.Telegram;

/// <summary>
/// What has to happen at once in Redis. A code is a hash at <c>auth:telegram:code:{sha256}</c> that names its user, whose only code it is
/// by <c>auth:telegram:user:{id}</c>; wrong codes are counted in hashes at <c>auth:telegram:wrong:{caller}</c> and <c>auth:telegram:wrong:all</c>.
/// Times are milliseconds since 1970. All keys have a time to live.
/// </summary>
/// <remarks>As with sessions, keys are derived inside of the scripts: Redis Cluster is not supported.</remarks>
internal static class TelegramScripts
{
    private const string Keep = """
        redis.call('HSET', KEYS[1], 'user', ARGV[3], 'ends', ARGV[4])
        redis.call('PEXPIRE', KEYS[1], ARGV[5])
        redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[5])
        return 1
        """;

    /// <summary>KEYS: code, user. ARGV: prefix, hash of the code, user, end, milliseconds to live.</summary>
    public const string Issue = $"""
        local former = redis.call('GET', KEYS[2])
        if former then redis.call('DEL', ARGV[1] .. 'code:' .. former) end
        {Keep}
        """;

    /// <summary>As <see cref="Issue"/>, unless the user has a code.</summary>
    public const string Return = $"""
        if redis.call('EXISTS', KEYS[2]) == 1 then return 0 end
        {Keep}
        """;

    /// <summary>
    /// KEYS: code, count of the caller, count of all. ARGV: prefix, now, milliseconds that wrong codes count, most of a caller, most of all.
    /// Answers the outcome, the user, and the code's end or the milliseconds to wait.
    /// </summary>
    public const string Take = """
        local now, window = tonumber(ARGV[2]), tonumber(ARGV[3])
        local function wait(key, most)
          local count = redis.call('HMGET', key, 'wrong', 'ends')
          if count[1] and tonumber(count[2]) > now and tonumber(count[1]) >= tonumber(most) then return tonumber(count[2]) - now end
          return 0
        end
        local left = math.max(wait(KEYS[2], ARGV[4]), wait(KEYS[3], ARGV[5]))
        if left > 0 then return {'limited', '', left} end
        local code = redis.call('HMGET', KEYS[1], 'user', 'ends')
        if code[1] and tonumber(code[2]) > now then
          redis.call('DEL', KEYS[1], ARGV[1] .. 'user:' .. code[1])
          return {'taken', code[1], tonumber(code[2])}
        end
        for _, key in ipairs({KEYS[2], KEYS[3]}) do
          local ends = redis.call('HGET', key, 'ends')
          if ends and tonumber(ends) > now then
            redis.call('HINCRBY', key, 'wrong', 1)
          else
            redis.call('HSET', key, 'wrong', 1, 'ends', string.format('%.0f', now + window))
            redis.call('PEXPIRE', key, window)
          end
        end
        return {'wrong', '', 0}
        """;

    /// <summary>KEYS: user. ARGV: prefix.</summary>
    public const string Void = """
        local former = redis.call('GET', KEYS[1])
        if former then redis.call('DEL', KEYS[1], ARGV[1] .. 'code:' .. former) end
        return 1
        """;
}
