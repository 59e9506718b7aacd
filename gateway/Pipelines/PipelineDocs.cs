using Crm.Actors.Gateway.Http;
using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;

namespace Crm.Actors.Gateway.Pipelines;

/// <summary>How the pipeline operations are described.</summary>
internal static class PipelineDocs
{
    private const string ForManagers = "For managers and administrators (ROLE_MANAGER, ROLE_ADMIN).";

    public static readonly OperationDoc List = new("listPipelines", "List pipelines")
    {
        Description = "For every user. The default pipeline is there from the first start.",
        Parameters = [.. Paged, HeaderDocs.Seen],
        Answers = Page("A page of pipelines.", PipelineSchemas.PipelineList),
        Problems = [400],
    };

    public static readonly OperationDoc Create = new("createPipeline", "Create a pipeline")
    {
        Description = ForManagers,
        Parameters = [HeaderDocs.IdempotencyKeyHeader],
        Body = new BodyDoc(PipelineSchemas.PipelineCreate, Required: true, MediaTypes.Json),
        Answers = [Pipeline with { Status = 201, Description = "The new pipeline.", Headers = HeaderDocs.Of(HeaderDocs.Location, HeaderDocs.ETag, HeaderDocs.Position) }],
        Problems = [400, 403, 409, 413, 415, 422],
    };

    public static readonly OperationDoc Get = new("getPipeline", "Read a pipeline")
    {
        Description = "For every user.",
        Parameters = [ParameterDocs.Id("pipeline"), HeaderDocs.IfNoneMatch, HeaderDocs.Seen],
        Answers = [Pipeline, HeaderDocs.NotModified],
        Problems = [400, 404],
    };

    public static readonly OperationDoc Patch = new("patchPipeline", "Change a pipeline")
    {
        Description = ForManagers + " Running deals never break: what is taken out is retired or hidden, and they keep what they have.",
        Parameters = [ParameterDocs.Id("pipeline"), HeaderDocs.IdempotencyKeyHeader, HeaderDocs.IfMatch],
        Body = new BodyDoc(PipelineSchemas.PipelinePatch, Required: true, MediaTypes.MergePatch, MediaTypes.Json),
        Answers = [Pipeline],
        Problems = [400, 403, 404, 412, 413, 415, 422],
    };

    public static readonly OperationDoc History = new("getPipelineHistory", "List what a pipeline was")
    {
        Description = "For every user.",
        Parameters = [ParameterDocs.Id("pipeline"), .. Paged],
        Answers = Page("A page of events.", PipelineSchemas.PipelineHistory),
        Problems = [400, 404],
    };

    public static readonly OperationDoc Summary = new("getPipelineSummary", "Read a pipeline's figures")
    {
        Description = "Counted from the events, so it may be a moment behind an edit; position says how far it is. "
            + "To follow the figures of the default pipeline, open the stream of deals with types=pipeline.summary.",
        Parameters = [ParameterDocs.Id("pipeline"), HeaderDocs.IfNoneMatch, HeaderDocs.Seen],
        Answers =
        [
            new AnswerDoc(200, "The figures.", PipelineSummarySchemas.PipelineSummary) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) },
            HeaderDocs.NotModified,
        ],
        Problems = [400, 404],
    };

    private static AnswerDoc Pipeline => new(200, "The pipeline.", PipelineSchemas.Pipeline) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) };

    private static OpenApiParameter[] Paged =>
    [
        ParameterDocs.Limit("Entries per page.", PipelineRequests.DefaultLimit, PipelineRequests.MaxLimit),
        ParameterDocs.Query("cursor", "nextCursor of the page before.", SchemaDocs.Text("Opaque.")),
        HeaderDocs.IfNoneMatch,
    ];

    private static AnswerDoc[] Page(string description, string schema) =>
        [new AnswerDoc(200, description, schema) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) }, HeaderDocs.NotModified];
}
