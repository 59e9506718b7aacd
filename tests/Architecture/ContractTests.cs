using System.Reflection;
using Shouldly;
using Xunit;

namespace Crm.Actors.ArchitectureTests;

/// <summary>What crosses the network is immutable and has names and numbers that outlive its C# names.</summary>
public sealed class ContractTests
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Assembly Contracts = typeof(Crm.Actors.Contracts.Caller).Assembly;

    private static IEnumerable<Type> Serialized => Written.Where(static type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null);

    private static IEnumerable<Type> Written => Contracts.GetTypes().Where(static type =>
        type.IsPublic && type.Namespace?.StartsWith("Crm.Actors.Contracts", StringComparison.Ordinal) == true);

    private static IEnumerable<Type> Grains => Written.Where(static type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type));

    [Fact]
    public void SerializedTypes_AreImmutable()
    {
        Serialized.ShouldNotBeEmpty();
        foreach (var type in Serialized.Where(static type => !type.IsEnum))
        {
            type.GetCustomAttribute<ImmutableAttribute>().ShouldNotBeNull($"{type} lacks [Immutable].");
            (type.IsSealed || type.IsAbstract).ShouldBeTrue($"{type} is not sealed.");
            type.GetFields(Own).Where(static field => !field.IsInitOnly).ShouldBeEmpty($"{type} has fields that can change.");
        }
    }

    [Fact]
    public void SerializedMembers_HaveNumbersOfTheirOwn()
    {
        foreach (var type in Serialized.Where(static type => !type.IsEnum))
        {
            var properties = type.GetProperties(Own).Where(static p => p.GetMethod is { IsPublic: true } && p.SetMethod is not null).ToList();
            properties.Where(static p => p.GetCustomAttribute<IdAttribute>() is null).ShouldBeEmpty($"{type} has members without [Id].");
            properties.Select(static p => p.GetCustomAttribute<IdAttribute>()!.Id).ShouldBeUnique($"{type} uses an [Id] twice.");
        }
    }

    [Fact]
    public void Aliases_AreThereAndUnique()
    {
        var types = Serialized.Concat(Grains).ToList();
        types.Where(static type => type.GetCustomAttribute<AliasAttribute>() is null).ShouldBeEmpty("They lack [Alias].");
        types.Select(static type => type.GetCustomAttribute<AliasAttribute>()!.Alias).ShouldBeUnique();
    }

    [Fact]
    public void GrainMethods_HaveAliasesOfTheirOwn()
    {
        Grains.ShouldNotBeEmpty();
        foreach (var grain in Grains)
        {
            grain.GetMethods().Where(static method => method.GetCustomAttribute<AliasAttribute>() is null).ShouldBeEmpty($"Methods of {grain} lack [Alias].");
            grain.GetMethods().Select(static method => method.GetCustomAttribute<AliasAttribute>()!.Alias).ShouldBeUnique($"Methods of {grain} share an [Alias].");
        }
    }

    [Fact]
    public void GrainMethods_TakeAndGiveOnlySerializedTypes()
    {
        foreach (var method in Grains.SelectMany(static grain => grain.GetMethods()))
        {
            foreach (var parameter in method.GetParameters().Select(static p => p.ParameterType).Where(static type => type.Assembly == Contracts))
                parameter.GetCustomAttribute<GenerateSerializerAttribute>().ShouldNotBeNull($"{method} takes {parameter}.");
        }
    }

    [Fact]
    public void EventTypes_AreNamedOnce()
    {
        var names = Written
            .Select(static type => type.GetCustomAttribute<Crm.Actors.Contracts.EventTypeAttribute>())
            .Where(static attribute => attribute is not null)
            .Select(static attribute => (attribute!.Name, attribute.SchemaVersion))
            .ToList();
        names.ShouldNotBeEmpty();
        names.ShouldBeUnique();
    }
}
