using Npgsql;

namespace Crm.Actors.Persistence.Consumers;

/// <summary>The SQL of a consumer's effects.</summary>
/// <typeparam name="TEffect">The consumer's effect.</typeparam>
public interface IEffectWriter<TEffect>
{
    /// <summary>Adds the statements that apply the effects; they run in the transaction that also moves the watermarks.</summary>
    /// <param name="batch">What is sent together.</param>
    /// <param name="effects">At least one, in the order of the log.</param>
    void Write(NpgsqlBatch batch, IReadOnlyList<PlacedEffect<TEffect>> effects);
}
