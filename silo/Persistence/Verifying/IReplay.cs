using Npgsql;

namespace Crm.Actors.Persistence.Verifying;

/// <summary>Replays the events of one kind of aggregate, and compares what comes of it with the rows.</summary>
internal interface IReplay
{
    /// <summary>The kind of aggregate.</summary>
    string AggregateType { get; }

    /// <summary>Takes the next event.</summary>
    void Take(in LoggedRow row);

    /// <summary>Compares with the rows of a share of the aggregates.</summary>
    /// <returns>How many rows there are.</returns>
    Task<long> CompareAsync(NpgsqlConnection connection, Share share, CancellationToken cancellation);
}
