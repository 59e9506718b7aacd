using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Crm.Actors.TestKit.Manifests;
using k8s.Models;

namespace Crm.Actors.ManifestTests.Schemas;

/// <summary>
/// Reads objects into the models of Kubernetes' own .NET client, which are made from its OpenAPI document: a member that there is not, a text where a
/// number belongs, or a quantity that is none, is a problem.
/// </summary>
internal static class StrictModels
{
    private static readonly JsonSerializerOptions Strict = new() { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    private static readonly FrozenDictionary<string, Type> Models = typeof(KubernetesEntityAttribute).Assembly.GetTypes()
        .Select(static type => (Type: type, Entity: type.GetCustomAttribute<KubernetesEntityAttribute>()))
        .Where(static model => model.Entity is not null)
        .GroupBy(static model => KeyOf(model.Entity!), static model => model.Type, StringComparer.Ordinal)
        .ToFrozenDictionary(static group => group.Key, static group => group.First(), StringComparer.Ordinal);

    /// <summary>Whether there is a model of this kind.</summary>
    public static bool Knows(KubernetesObject one) => Models.ContainsKey(KeyOf(one));

    /// <summary>What is wrong with an object that there is a model of; null when nothing is.</summary>
    public static string? Problem(KubernetesObject one)
    {
        try
        {
            JsonSerializer.Deserialize(one.Json, Models[KeyOf(one)], Strict);
            return null;
        }
        catch (Exception problem) when (problem is JsonException or FormatException or NotSupportedException or ArgumentException or InvalidOperationException or OverflowException)
        {
            return problem.Message.ReplaceLineEndings(" ");
        }
    }

    private static string KeyOf(KubernetesObject one) => $"{one.ApiVersion}/{one.Kind}";

    private static string KeyOf(KubernetesEntityAttribute entity) =>
        string.IsNullOrEmpty(entity.Group) ? $"{entity.ApiVersion}/{entity.Kind}" : $"{entity.Group}/{entity.ApiVersion}/{entity.Kind}";
}
