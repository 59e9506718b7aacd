using Crm.Actors.Gateway.OpenApi;
using Microsoft.OpenApi;
using static Crm.Actors.Gateway.OpenApi.ParameterDocs;

namespace Crm.Actors.Gateway.Deals;

/// <summary>How the parameters of deal operations are described.</summary>
internal static class DealParameters
{
    private const string Moment = "after a version, such as 7, or after what was decided up to a time, such as 2026-03-31T12:00:00Z";

    public static OpenApiParameter Id => ParameterDocs.Id("deal");

    public static OpenApiParameter Limit => ParameterDocs.Limit("Entries per page.", DealQuery.DefaultLimit, DealQuery.MaxLimit);

    public static OpenApiParameter Cursor => Query("cursor", "nextCursor of the page before.", SchemaDocs.Text("Opaque."));

    public static OpenApiParameter AsOf => Query("asOf", "The deal as it was, " + Moment + ".", SchemaDocs.Text("A version or a time."));

    public static OpenApiParameter From => Query("from", "One side: the deal " + Moment + ".", SchemaDocs.Text("A version or a time."), required: true);

    public static OpenApiParameter To => Query("to", "The other side; without it the deal as it is.", SchemaDocs.Text("A version or a time."));

    public static OpenApiParameter[] OfList =>
    [
        Limit,
        Cursor,
        Query("sort", "One or two different of updatedAt, createdAt, title, amount, expectedCloseDate and customFields.{key}, with '-' for descending, such as -updatedAt,title. Without it the newest update comes first. Deals without a custom field come last in both directions; texts are ordered by their first 200 characters.", SchemaDocs.Text("The order.")),
        Query("pipelineId", "Only this pipeline. Required where custom fields are asked for, as they are those of the pipeline.", SchemaDocs.Uuid("A pipeline.")),
        Query("stage", "Only this stage.", SchemaDocs.Text("A stage.")),
        Query("status", "Only this status.", SchemaDocs.OneOf("A status.", "open", "won", "lost")),
        Query("ownerId", "Only deals of this user.", SchemaDocs.Uuid("A user.")),
        Query("teamId", "Only deals of this team.", SchemaDocs.Uuid("A team.")),
        Query("minAmount", "Only amounts from here on.", SchemaDocs.Text("A decimal.")),
        Query("maxAmount", "Only amounts up to here.", SchemaDocs.Text("A decimal.")),
        Query("q", "Words, all of them in title, client or tags; the last one of three letters or more also as the beginning of a word.", SchemaDocs.Text("Text.", max: 200)),
        Query("customFields.{key}", $"Only this value of the pipeline's custom field with that key, for up to {DealFieldQuery.MaxConditions} fields. A field that the pipeline does not describe is compared as its text, where the pipeline allows such fields.", SchemaDocs.Text("A text, number, date, UUID, true or false.")),
        Query("customFields.{key}.min", "Only values from here on, for numbers, money and dates of the pipeline.", SchemaDocs.Text("A decimal or a date.")),
        Query("customFields.{key}.max", "Only values up to here, for numbers, money and dates of the pipeline.", SchemaDocs.Text("A decimal or a date.")),
        Query("archived", "Only deals that were put away, or only others. Without it both.", SchemaDocs.Flag("Whether archived.")),
        Query("asOf", "The list as it was after what was decided up to a time, such as 2026-03-31T12:00:00Z, of the deals that are seen now.", SchemaDocs.Time("A time.")),
    ];
}
