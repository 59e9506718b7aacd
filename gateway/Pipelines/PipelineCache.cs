using System.Text.Json;
using Crm.Actors.Contracts;
using Crm.Actors.Contracts.Deals;
using Crm.Actors.Contracts.Pipelines;
using Crm.Actors.Gateway.Caching;
using Crm.Actors.Gateway.Cluster;
using Crm.Actors.Gateway.Http;
using Microsoft.Extensions.Primitives;

namespace Crm.Actors.Gateway.Pipelines;

/// <summary>Reads pipelines and their figures through the cache: every user sees the same of them.</summary>
internal sealed class PipelineCache(IGrainFactory grains, ISiloLink silo, AnswerCache answers)
{
    private static readonly Topic Default = Topic.Pipeline(DefaultPipeline.Id);

    public Task<CommandResult<PipelineView>> Get(Guid pipeline, ClientState client)
    {
        var topic = Topic.Pipeline(pipeline);
        var key = new CacheKey<PipelineView>($"pipeline:{pipeline:N}", topic, topic, static (view, tags) => EntityTags.NoneAbove(tags, view.Version));
        return answers.GetAsync(key, client, () => silo.Ask((grains, pipeline), static call => call.grains.GetGrain<IPipelineGrain>(call.pipeline).Get(), repeats: true));
    }

    /// <summary>The first page; the others, of which there could be any number, are not remembered. Its position is that of the default pipeline.</summary>
    public Task<CommandResult<PipelinePage>> List(ListPipelines list, ClientState client)
    {
        if (list.Cursor is not null) return Load();
        var key = new CacheKey<PipelinePage>(
            $"pipelines:{list.Limit}", Topic.Pipelines, Default, static (page, tags) => HasSame(page, tags, PipelineJson.WritePage));
        return answers.GetAsync(key, client, Load);

        Task<CommandResult<PipelinePage>> Load() =>
            silo.Ask((grains, list), static call => call.grains.GetGrain<IPipelineQueriesGrain>(0).List(call.list), repeats: true);
    }

    public Task<CommandResult<PipelineSummary>> Summary(Guid pipeline, Caller caller, ClientState client)
    {
        var topic = Topic.Figures(pipeline);
        var key = new CacheKey<PipelineSummary>(
            $"figures:{pipeline:N}", topic, topic, static (summary, tags) => HasSame(summary, tags, PipelineSummaryJson.Write))
        {
            Advance = static (summary, position) => summary with { Position = position, Newest = Math.Max(summary.Newest, position) },
        };
        return answers.GetAsync(
            key,
            client,
            () => silo.Ask((grains, pipeline, caller), static call => call.grains.GetGrain<IPipelineSummaryGrain>(call.pipeline).Get(call.caller), repeats: true));
    }

    /// <summary>A pipeline was created or changed through this gateway: whoever hears so reads nothing older here.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="position">The newest event that the answer rests on; 0 for a refusal.</param>
    public void Changed(Guid pipeline, long position)
    {
        if (position == 0) return;
        answers.Learn(Topic.Pipeline(pipeline), position);
        answers.Learn(Topic.Pipelines, position);
    }

    /// <summary>Tags of pages have no order: only the same one is known not to be newer.</summary>
    private static bool HasSame<T>(T page, StringValues tags, Action<Utf8JsonWriter, T> write) => EntityTags.Has(tags, PageTag.Of(page, write));
}
