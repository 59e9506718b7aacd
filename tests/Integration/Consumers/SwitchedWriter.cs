using Crm.Actors.Grains.Pipelines;
using Crm.Actors.Persistence.Consumers;
using Crm.Actors.Persistence.Pipelines;
using Npgsql;

namespace Crm.Actors.IntegrationTests.Consumers;

/// <summary>Writes totals, but for one amount that the database refuses.</summary>
internal sealed class SwitchedWriter : IEffectWriter<PipelineDelta>
{
    public const decimal Refused = 66_666m;

    private readonly PipelineTotalsWriter _real = new();

    public void Write(NpgsqlBatch batch, IReadOnlyList<PlacedEffect<PipelineDelta>> effects)
    {
        _real.Write(batch, effects);
        if (effects.Any(static effect => effect.Effect.Amount == Refused))
            batch.Add("SELECT 1 / 0");
    }
}
