using System.Collections.Concurrent;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Telegram;

namespace Crm.Actors.UnitTests.Gateway.Fakes;

/// <summary>Keeps the updates that the webhook brings.</summary>
public sealed class FakeUpdates : ITelegramUpdatesGrain
{
    public ConcurrentQueue<TelegramUpdate> Taken { get; } = new();

    /// <summary>What is answered instead.</summary>
    public Rejection? Rejection { get; set; }

    public Task<CommandResult<TelegramUpdateTaken>> Take(TelegramUpdate update)
    {
        if (Rejection is not null)
            return Task.FromResult(new CommandResult<TelegramUpdateTaken>(null, 0, Rejection));
        Taken.Enqueue(update);
        return Task.FromResult(new CommandResult<TelegramUpdateTaken>(new(), 0, null));
    }
}
