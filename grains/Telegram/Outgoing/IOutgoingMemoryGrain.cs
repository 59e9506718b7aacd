namespace Crm.Actors.Grains.Telegram.Outgoing;

/// <summary>The one place of a cluster without a broker from which messages are sent, so that limits hold and order is kept; the key is 0. Only silos call it.</summary>
[Alias("crm.IOutgoingMemoryGrain")]
public interface IOutgoingMemoryGrain : IGrainWithIntegerKey
{
    [Alias("Put")]
    Task Put(OutgoingTelegram message);
}

/// <inheritdoc cref="IOutgoingMemoryGrain"/>
[KeepAlive]
public sealed class OutgoingMemoryGrain(IOutgoingSink sink) : Grain, IOutgoingMemoryGrain
{
    /// <inheritdoc/>
    public Task Put(OutgoingTelegram message)
    {
        sink.Take(message);
        return Task.CompletedTask;
    }
}
