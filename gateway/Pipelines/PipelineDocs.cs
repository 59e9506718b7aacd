using Crm.Actors.Gateway.OpenApi;

namespace Crm.Actors.Gateway.Pipelines;

/// <summary>How the pipeline operations are described.</summary>
internal static class PipelineDocs
{
    public static readonly OperationDoc Summary = new("getPipelineSummary", "Read a pipeline's figures")
    {
        Description = "Counted from the events, so it may be a moment behind an edit; position says how far it is. "
            + "To follow the figures, open the stream of deals with types=pipeline.summary.",
        Parameters = [ParameterDocs.Id("pipeline"), HeaderDocs.IfNoneMatch],
        Answers =
        [
            new AnswerDoc(200, "The figures.", PipelineSchemas.PipelineSummary) { Headers = HeaderDocs.Of(HeaderDocs.ETag, HeaderDocs.Position) },
            HeaderDocs.NotModified,
        ],
        Problems = [400, 404],
    };
}
