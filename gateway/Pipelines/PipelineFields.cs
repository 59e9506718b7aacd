using Crm.Actors.Gateway.Json;

namespace Crm.Actors.Gateway.Pipelines;

/// <summary>The names of a pipeline's members on the wire.</summary>
internal static class PipelineFields
{
    public const string Name = "name";
    public const string Stages = "stages";
    public const string CustomFields = "customFields";
    public const string LostReasons = "lostReasons";
    public const string FreeFields = "freeFields";
    public const string Slug = "slug";
    public const string Probability = "probability";
    public const string RequiredFields = "requiredFields";
    public const string Retired = "retired";
    public const string Key = "key";
    public const string Type = "type";
    public const string Currency = "currency";
    public const string Choices = "choices";
    public const string Hidden = "hidden";

    /// <summary>What a pipeline may be given.</summary>
    public static readonly MemberNames OfPipeline = new(Name, Stages, CustomFields, LostReasons, FreeFields);

    public static readonly MemberNames OfStage = new(Slug, Name, Probability, RequiredFields);

    public static readonly MemberNames OfField = new(Key, Name, Type, Currency, Choices);
}
