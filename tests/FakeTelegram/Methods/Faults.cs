namespace Crm.Actors.FakeTelegram.Methods;

/// <summary>Which requests that send or edit something go wrong, and how: the next ones as told, those of a chat for good, others at random.</summary>
public sealed class Faults(FakeTelegramOptions options)
{
    private readonly Lock _lock = new();
    private readonly Queue<Fault> _next = new();
    private readonly Dictionary<long, Fault> _ofChats = [];
    private readonly Random _random = new(options.Seed);
    private Dictionary<Fault, double> _shares = [];

    /// <summary>What 429 says in <c>retry_after</c>, in whole seconds.</summary>
    public int RetryAfter { get; set; } = 1;

    /// <summary>The next requests go wrong like this, one each.</summary>
    public void Next(params ReadOnlySpan<Fault> faults)
    {
        lock (_lock)
        {
            foreach (var fault in faults)
                _next.Enqueue(fault);
        }
    }

    /// <summary>All requests about a chat go wrong like this until told otherwise.</summary>
    public void OfChat(long chatId, Fault fault)
    {
        lock (_lock)
            _ofChats[chatId] = fault;
    }

    /// <summary>From now on these shares of requests, 0 to 1, go wrong; the others do not.</summary>
    public void Shares(IReadOnlyDictionary<Fault, double> shares)
    {
        lock (_lock)
            _shares = new(shares);
    }

    internal Fault Draw(long chatId)
    {
        lock (_lock)
        {
            if (_next.TryDequeue(out var told))
                return told;
            if (_ofChats.TryGetValue(chatId, out var ofChat) && ofChat != Fault.None)
                return ofChat;
            var drawn = _random.NextDouble();
            foreach (var (fault, share) in _shares)
            {
                if ((drawn -= share) < 0)
                    return fault;
            }

            return Fault.None;
        }
    }
}
