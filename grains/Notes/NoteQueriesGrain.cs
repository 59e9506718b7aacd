using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Notes;
using Crm.Actors.Grains.Kernel;
using Orleans.Concurrency;

namespace Crm.Actors.Grains.Notes;

/// <summary>Passes queries on to the silo's database, after the deal, or the note, has said whether the caller sees it.</summary>
[StatelessWorker, Reentrant]
public sealed class NoteQueriesGrain(INoteReads reads) : Grain, INoteQueriesGrain
{
    /// <inheritdoc/>
    public Task<CommandResult<NotePage>> List(ListNotes query) => Answer(
        GrainFactory.GetGrain<IDealGrain>(query.DealId).Get(query.Caller), _ => reads.ListAsync(query.DealId, query.Limit, query.Cursor));

    /// <inheritdoc/>
    public Task<CommandResult<NotePage>> ListVersions(ListNoteVersions query) => Answer(
        GrainFactory.GetGrain<INoteGrain>(query.NoteId).Get(query.Caller, query.DealId), note => reads.ListVersionsAsync(note, query.Limit, query.Cursor));

    private static async Task<CommandResult<NotePage>> Answer<TOwner>(Task<CommandResult<TOwner>> owner, Func<TOwner, Task<CommandResult<NotePage>>> read)
        where TOwner : class
    {
        var seen = await owner;
        if (seen.Value is not { } value)
            return new(null, 0, seen.Rejection);
        try
        {
            var result = await read(value);
            return result.Rejection is null ? result with { Position = seen.Position } : result;
        }
        catch (StoreUnavailableException)
        {
            return new(null, 0, Rejections.Unavailable);
        }
    }
}
