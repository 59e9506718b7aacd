using Crm.Actors.Contracts;

namespace Crm.Actors.Grains.Kernel;

/// <content>Commands that nobody sends again once there was nothing to do.</content>
public sealed partial class AggregateWriter<TState, TEvent, TView>
{
    /// <summary>
    /// As <see cref="ExecuteAsync"/>, for a command that is given up for good where there is nothing to do. What a stale activation knows is not enough
    /// for that: the stored state is asked, too, and where that says otherwise, this writer is stale.
    /// </summary>
    public async Task<CommandResult<TView>> ExecuteSurelyAsync<TCommand>(
        CommandContext context,
        TCommand command,
        Func<TState?, TCommand, DateTimeOffset, Decision<TEvent>> decide)
    {
        var isNothing = false;
        var result = await ExecuteAsync(context, command, (state, what, now) =>
        {
            var decision = decide(state, what, now);
            isNothing = decision is { Rejection: null, Events.IsEmpty: true };
            return decision;
        });
        if (!isNothing || result.Rejection is not null)
            return result;
        try
        {
            var stored = await store.LoadAsync(id);
            if (decide(stored.State, command, services.Now()).Events.IsEmpty)
                return result;
        }
        catch (StoreUnavailableException)
        {
            return Refuse(Rejections.Unavailable);
        }

        GiveUp();
        return Refuse(Rejections.Superseded);
    }
}
