using Crm.Actors.Chaos.Recording;
using Crm.Actors.Contracts.Deals;

namespace Crm.Actors.Chaos.Load;

/// <summary>
/// Moves between the default pipeline and another one, and changes of that one beside them: stages come and are retired, fields come and are
/// hidden, again and again the same ones, for what was taken out still counts. It takes free fields, as the other edits bring them.
/// </summary>
/// <param name="random">The writer's own.</param>
/// <param name="pipeline">The other one.</param>
internal sealed class PipelineMix(Random random, Guid pipeline)
{
    private const string Path = "/api/v1/pipelines";

    // Unlike those of the default pipeline: a stage says which of the two a deal is in.
    private static readonly string[] Stages = ["lead", "visit"];
    private static readonly string[] PassingStages = ["offer", "order"];
    private static readonly string[] Fields = ["k0", "k1"];

    /// <summary>Creates the other pipeline.</summary>
    public static PlannedEdit Create(string key) =>
        new(EditKind.Pipeline, null, HttpMethod.Post, Path, Definition(key, [.. Stages, .. PassingStages], []));

    /// <param name="deal">The deal that may move.</param>
    /// <param name="key">The edit's key, by which the pipeline's name is unlike any other.</param>
    public PlannedEdit Next(Guid deal, string key) => random.Next(6) switch
    {
        0 => new(EditKind.Pipeline, pipeline, HttpMethod.Patch, $"{Path}/{pipeline}", Definition(key, [.. Stages, .. Some(PassingStages)], Some(Fields))),
        < 4 => Move(deal, pipeline, [.. Stages, .. PassingStages]),
        _ => MoveBack(deal),
    };

    /// <summary>To a stage of the default pipeline, whichever the deal is in.</summary>
    public PlannedEdit MoveBack(Guid deal) => Move(deal, DefaultPipeline.Id, [.. DefaultPipeline.Stages]);

    private PlannedEdit Move(Guid deal, Guid to, string[] stages)
    {
        var stage = stages[random.Next(stages.Length)];
        return new(EditKind.Stage, deal, HttpMethod.Post, $"/api/v1/deals/{deal}/stage", $$"""{"stage":"{{stage}}","pipelineId":"{{to}}"}""", stage);
    }

    private string[] Some(string[] all) => [.. all.Where(_ => random.Next(2) == 0)];

    private static string Definition(string name, string[] stages, string[] fields)
    {
        var slugs = string.Join(',', stages.Select(static slug => $$"""{"slug":"{{slug}}"}"""));
        var keys = string.Join(',', fields.Select(static key => $$"""{"key":"{{key}}","type":"text"}"""));
        return $$"""{"name":"{{name}}","stages":[{{slugs}}],"customFields":[{{keys}}],"freeFields":true}""";
    }
}
