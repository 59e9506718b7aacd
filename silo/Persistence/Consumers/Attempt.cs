using Crm.Actors.Contracts.Feed;
using Crm.Actors.Grains.Consumers;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>An event that is to be applied, and what became of it.</summary>
internal sealed class Attempt<TEffect>(LoggedEvent logged, ParkedRow? parked)
{
    /// <summary>How often an event is tried before it is parked.</summary>
    public const int Tries = 3;

    private const string Unreadable = "unreadable";
    private const string Failed = "failed";
    private string? _firstError;
    private string? _lastError;
    private string _reason = Unreadable;
    private int _tries;

    public LoggedEvent Logged { get; } = logged;

    /// <summary>Its row, when it was parked before.</summary>
    public ParkedRow? Parked { get; } = parked;

    /// <summary>What it does; nothing when it cannot be used.</summary>
    public IReadOnlyList<TEffect> Effects { get; private set; } = [];

    /// <summary>The same with their partition.</summary>
    public IEnumerable<PlacedEffect<TEffect>> Placed => Effects.Select(effect => new PlacedEffect<TEffect>(EventPartition.Of(Logged.Event.Subject), effect));

    public bool IsPoison { get; private set; }

    /// <summary>Asks the consumer what the event does.</summary>
    public void Decide(IConsumer<TEffect> consumer)
    {
        while (true)
        {
            try
            {
                Effects = [.. consumer.Decide(Logged)];
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                if (IsLast(Unreadable, e))
                    return;
            }
        }
    }

    /// <summary>The database refused its effects. Whether that was the last try; the event is poison then.</summary>
    public bool IsLastRefusal(Exception e) => IsLast(Failed, e);

    /// <summary>The event as it is parked.</summary>
    public ParkedEvent Park(string consumer) =>
        new(consumer, Logged.Event, _reason, ErrorText.Of(_firstError!), ErrorText.Of(_lastError!), (Parked?.Attempts ?? 0) + _tries);

    private bool IsLast(string reason, Exception e)
    {
        _reason = reason;
        _lastError = e.Message;
        _firstError ??= e.Message;
        if (++_tries < Tries)
            return false;
        Effects = [];
        return IsPoison = true;
    }
}
