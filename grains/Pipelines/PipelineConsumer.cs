using System.Collections.Immutable;
using System.Text;
using Crm.Actors.Grains.Consumers;
using Crm.Actors.Grains.Deals;

namespace Crm.Actors.Grains.Pipelines;

/// <summary>Keeps the totals of pipelines.</summary>
public sealed class PipelineConsumer : IConsumer<PipelineDelta>
{
    private const int LongestStage = 256;
    private const decimal AmountLimit = 1_000_000_000_000_000m;
    private readonly DealEventCodec _codec = new();

    /// <inheritdoc/>
    public string Name => "pipeline-summary";

    /// <inheritdoc/>
    public ImmutableArray<string> AggregateTypes { get; } = ["deal"];

    /// <inheritdoc/>
    public bool WaitsForDisk => false;

    /// <inheritdoc/>
    public IReadOnlyList<PipelineDelta> Decide(LoggedEvent logged)
    {
        var deltas = PipelineDeltas.Of(_codec.Read(logged.Event.Type, logged.SchemaVersion, logged.Event.Data));
        foreach (var delta in deltas)
            Check(delta);
        return deltas;
    }

    /// <summary>What the rules of deals never let through, and what would spoil a total for ever.</summary>
    private static void Check(PipelineDelta delta)
    {
        var (_, stage, _, currency) = delta.Group;
        if (string.IsNullOrEmpty(stage) || Encoding.UTF8.GetByteCount(stage) > LongestStage)
            throw new FormatException("The stage is empty or too long.");
        if (currency is null ? delta.Amount != 0 : !Currencies.TryGetDecimals(currency, out _) || Currencies.Scale(delta.Amount, currency) is null)
            throw new FormatException($"{delta.Amount} is no amount of the currency '{currency}'.");
        if (delta.Count * delta.Amount < 0 || Math.Abs(delta.Amount) >= AmountLimit)
            throw new FormatException($"{delta.Amount} is negative or too large for a deal.");
    }
}
