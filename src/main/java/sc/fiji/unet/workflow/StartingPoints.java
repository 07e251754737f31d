package sc.fiji.unet.workflow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import sc.fiji.unet.base.InputException;
import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ChannelChoice;
import sc.fiji.unet.config.ChannelChoice.Composition;
import sc.fiji.unet.config.DataOptions;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.StartOptions;
import sc.fiji.unet.config.TrainOptions;
import sc.fiji.unet.image.ImageSource;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.model.ModelPlace;
import sc.fiji.unet.segment.ChannelMemory;

/** Finds out what kind of starting point a person named. */
final class StartingPoints {
    private StartingPoints() {}

    /** A folder, or the card in it, is a model to go on with; any other file holds weights of an encoder. */
    static Optional<StartingPoint> read(StartOptions options) {
        if (!options.given()) return Optional.empty();
        Path path = options.model();
        requireThere(options);
        Optional<ModelFolder> folder = model(path);
        return Optional.of(
                folder.isPresent() ? StartingModel.read(folder.get(), options) : StartingEncoder.read(options));
    }

    private static Optional<ModelFolder> model(Path path) {
        if (Files.isDirectory(path)) return Optional.of(new ModelFolder(path));
        ModelFolder folder = new ModelFolder(path.toAbsolutePath().getParent());
        return path.toAbsolutePath().equals(folder.cardFile()) ? Optional.of(folder) : Optional.empty();
    }

    /** See {@link Training#remembered}. */
    static TrainOptions remembered(TrainOptions said, Supplier<List<ImageSource>> first, Progress progress) {
        DataOptions data = said.data();
        if (!data.channels().isAuto()) return said;
        Optional<ModelFolder> model = remembering(said);
        Optional<ModelCard> card = model.map(ModelFolder::card);
        if (card.isEmpty() || card.get().input().composed() != Composition.PAGES) return said;
        List<ImageSource> pages = first.get();
        if (pages.isEmpty()) return said; // whoever reads the images says what is wrong
        String name = pages.get(0).name();
        ChannelMemory memory = ChannelMemory.of(data.channels(), card.get(), progress::note);
        int joined = memory.compose(name, pages, progress::note).size();
        if (joined == pages.size()) return said;
        ChannelChoice choice = new ChannelChoice(numbers(card.get(), pages), true);
        progress.note("channels = " + choice + ": the pages of a file are its channels, as in the images that "
                + model.get().path() + " was trained on.");
        return said.withData(data.withChannels(choice));
    }

    /** The model that is gone on with: the one that is resumed, else the one to start from. */
    private static Optional<ModelFolder> remembering(TrainOptions said) {
        ModelFolder begun = ModelPlace.of(said.run()).written();
        if (said.run().resume() && Files.isRegularFile(begun.cardFile())) return Optional.of(begun);
        if (!said.start().given()) return Optional.empty();
        requireThere(said.start());
        return model(said.start().model());
    }

    /** Those that the model was trained on, where the images have others beside. */
    private static List<Integer> numbers(ModelCard card, List<ImageSource> pages) {
        int count = pages.stream().mapToInt(ImageSource::channels).sum();
        List<Integer> numbers = card.input().channels();
        boolean there = numbers.stream().allMatch(number -> number <= count);
        return there && count != card.imageChannels() ? numbers : List.of();
    }

    /** Refuses what is not there. */
    static void requireThere(StartOptions options) {
        if (!options.given() || Files.exists(options.model())) return;
        throw new InputException(
                "There is no " + options.model() + " to start from: expected the folder of a trained model,"
                        + " or a file of weights (.pt, .pth, .safetensors). Check the path.");
    }
}
