namespace Crm.Actors.Silo.Telegram.Sending;

/// <summary>What was sent, so that a message that comes twice from its queue is sent once. Its members never fail.</summary>
internal interface ISentMessages
{
    /// <summary>Those of the ids under which something was sent within the last day.</summary>
    ValueTask<IReadOnlySet<Guid>> AmongAsync(IReadOnlyList<Guid> ids);

    /// <summary>Something was sent under these ids.</summary>
    ValueTask AddAsync(IReadOnlyList<Guid> ids);
}
